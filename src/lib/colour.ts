export type Paint = (text: string) => string

/** How each stream is coloured is the terminal's to know (`terminal.colour`); without colour these change nothing. */
export interface Colours {
  bold: Paint
  dim: Paint
  red: Paint
  green: Paint
  yellow: Paint
  cyan: Paint
}

export function colours(wanted: boolean): Colours {
  // SGR pairs: bold and dim share their end, colours go back to the default foreground.
  const paint = (start: number, end: number): Paint =>
    wanted ? (text) => `\u001B[${start}m${text}\u001B[${end}m` : (text) => text
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  }
}

/** Each legible on black and on white, and none the red of an error. */
const ofNames = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94] as const

/** The colour of a name, the same in every run, and another one for names that differ in their last digit alone. */
export function colourOfName(name: string): Paint {
  const hash = [...name].reduce((sum, it) => (sum * 31 + (it.codePointAt(0) ?? 0)) >>> 0, 7)
  const code = ofNames[hash % ofNames.length] ?? ofNames[0]
  return (text) => `\u001B[${code}m${text}\u001B[39m`
}
