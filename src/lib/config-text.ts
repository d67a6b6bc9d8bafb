/** Control characters, and invisible ones that turn the direction of text or hide in it. */
const unprintable = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/** A value on one line of a terminal, legible and harmless: as it is, or as in JSON where that would mislead. */
export function quoteForPeople(value: string): string {
  const isPlain = value.search(unprintable) === -1 && value.trim() === value && !value.startsWith('"')
  return isPlain ? value : JSON.stringify(value).replace(unprintable, escapeCharacter)
}

/** A word that a POSIX shell reads back byte for byte, line ends and quotes included. */
export function quoteForShell(value: string): string {
  if (/^[\w@%+=:,./-]*$/.test(value)) return value
  return `'${value.replaceAll("'", `'\\''`)}'`
}

function escapeCharacter(character: string): string {
  return '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0')
}
