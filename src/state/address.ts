/** Whether the state's address is that of a PostgreSQL server rather than of a file. */
export function isServer(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}
