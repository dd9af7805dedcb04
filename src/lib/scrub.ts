/**
 * What secrets look like, wherever they come from; the known ones of this process are added to these. No shape holds a
 * quotation mark: a finished JSON text is still one after its secrets are gone, whatever a stranger wrote into it.
 */
const SHAPES: readonly RegExp[] = [
  /\bntn_[A-Za-z0-9]{8,}/g,
  /\bsecret_[A-Za-z0-9]{16,}/g,
  /\bya29\.[\w.-]{8,}/g,
  /\b1\/\/[\w-]{16,}/g,
  /\bGOCSPX-[\w-]{8,}/g,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|(?=")|$)/g,
  /\beyJ[\w-]{10,2000}\.[\w-]{10,4000}\.[\w-]{10,2000}/g,
  /(?<=\b[Bb]earer\s)[\w.~+/-]{8,}=*/g,
  /(?<=:\/\/[^\s/:@"]{0,100}:)[^\s/@"]{1,200}(?=@)/g,
  /(?<=https:\/\/hooks\.slack\.com\/)[\w/-]{8,}/g,
  // The secret iCal address of a Google calendar.
  /(?<=\/private-)[0-9a-f]{16,}/g,
]
const INSTEAD = '[secret]'
/** Shorter values would blot out ordinary words. */
const SHORTEST = 6

/** A function that takes every known secret, and everything shaped like one, out of a text on its way to a reader. */
export function scrubber(secrets: readonly (string | null)[]): (text: string) => string {
  const known = secrets.filter((secret): secret is string => secret !== null && secret.length >= SHORTEST)
  // The longest first: a secret may hold another.
  const exact = [...new Set(known.flatMap(spellings))].sort((a, b) => b.length - a.length)
  return (text) =>
    SHAPES.reduce(
      (left, shape) => left.replace(shape, INSTEAD),
      exact.reduce((left, secret) => left.replaceAll(secret, INSTEAD), text),
    )
}

/** A secret as it is, as it stands in a JSON text, and as it stands in an address. */
function spellings(secret: string): readonly string[] {
  const whole = secret.toWellFormed()
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(whole), encodeURI(whole)]
}

/** Whether something in the text is shaped like a secret. */
export function looksSecret(text: string): boolean {
  return SHAPES.some((shape) => text.search(shape) >= 0)
}
