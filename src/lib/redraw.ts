import { harmless } from './harmless-text.ts'
import type { Terminal } from './terminal.ts'

/**
 * Draws again and again in the same place what `render` gives, until it throws; a signal ends qp as ever. What doesn't fit the
 * window is cut off: what has scrolled out of it could not be erased.
 */
export async function redraw(
  terminal: Pick<Terminal, 'stdout' | 'rows' | 'columns'>,
  render: () => Promise<string>,
  everyMs: number,
): Promise<never> {
  let drawn = 0
  for (;;) {
    const lines = (await render()).split('\n').slice(0, terminal.rows - 1)
    const erase = drawn === 0 ? '' : `\u001B[${drawn}A\r\u001B[J`
    // Without wrapping: a line that wraps would take two rows, and erasing counts on one.
    terminal.stdout.write(`\u001B[?7l${erase}${harmless(lines.join('\n'))}\n\u001B[?7h`)
    drawn = lines.length
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
