// Loaded before the program: when the process has been stopped for a second, its clock says that ten minutes went by.
const RealDate = Date
let shift = 0
let last = performance.now()

function now(): number {
  const present = performance.now()
  if (present - last > 1_000) shift += 600_000
  last = present
  return RealDate.now() + shift
}
setInterval(now, 50).unref()

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [string | number | Date]) {
    super(given.length === 0 ? now() : given[0])
  }
  static override now(): number {
    return now()
  }
} as DateConstructor
