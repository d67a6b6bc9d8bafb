/** A line longer than this is given in parts: one that never ends can't fill the memory. Characters. */
const longestLine = 64 * 1024

/** Text in pieces → whole lines without their ends. `flush` gives an unfinished last one. */
export function createLineSplitter(onLine: (line: string) => void) {
  let rest = ''
  return {
    write(text: string): void {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line.replace(/\r$/, ''))
      if (rest.length <= longestLine) return
      onLine(rest)
      rest = ''
    },
    flush(): void {
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
