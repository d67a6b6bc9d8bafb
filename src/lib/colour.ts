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
