// Loaded before the program: its clock is `CLOCK_OFF_MS` ahead of the right one.
const RealDate = Date
const off = Number(process.env.CLOCK_OFF_MS)

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [string | number | Date]) {
    super(given.length === 0 ? RealDate.now() + off : given[0])
  }
  static override now(): number {
    return RealDate.now() + off
  }
} as DateConstructor
