/** Whether the state's address is that of a PostgreSQL server rather than of a file. */
export function isServer(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}

/** The server and database of an address for people, without user and password; null where it cannot be understood. */
export function serverOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { host, pathname } = new URL(url)
  return `${host || 'localhost'}${pathname}`
}
