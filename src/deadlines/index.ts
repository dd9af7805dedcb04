export { readDateValue } from './date-value.ts'
export { describe, describeWarning, explainObstacle, type Words } from './describe.ts'
export { LONGEST, parse } from './parse.ts'
export type {
  Moment,
  Obstacle,
  Reading,
  ReadingContext,
  ReadingKind,
  Reason,
  Round,
  Warning,
} from './reading.ts'
