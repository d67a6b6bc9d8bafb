/** A value on one line of a terminal, legible and safe: what is not printable is escaped as in JSON, in quotes. */
export function quoteForPeople(value: string): string {
  return /^[^\s"\p{C}]?([^\p{C}\r\n]*[^\s\p{C}])?$/u.test(value) ? value : JSON.stringify(value)
}

/** `KEY=value` for `eval` and `.env` readers that know the shell: any value comes out of a POSIX shell byte for byte. */
export function quoteForShell(value: string): string {
  if (/^[\w@%+=:,./-]*$/.test(value)) return value
  return `'${value.replaceAll("'", `'\\''`)}'`
}
