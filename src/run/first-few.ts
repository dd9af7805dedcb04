/** The first `most` of many remarks, and how many more there are: a report is read by people. */
export function firstFew(remarks: readonly string[], most: number): readonly string[] {
  const more = remarks.length - most
  return more > 0 ? [...remarks.slice(0, most), `… and ${more} more like this`] : remarks
}
