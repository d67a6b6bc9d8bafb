import type { Readable } from 'node:stream'

/** How a build talks, in the form that Heroku gave it: `-----> ` begins a step, seven spaces what belongs to it. */
export function createBuildOutput(onOutput: (line: string) => void) {
  return {
    step: (text: string) => onOutput(`-----> ${text}`),
    detail: (text: string) => onOutput(`       ${text}`),
    warn: (text: string) => onOutput(` !     ${text}`),
  }
}

export type BuildOutput = ReturnType<typeof createBuildOutput>

/** "33 MB", "1.2 GB": decimal, as Heroku counts a slug. */
export function formatSize(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} KB`
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`
  return `${(bytes / 1e9).toFixed(1)} GB`
}

/** A line longer than this is given in parts: a build that never ends its line can't fill the memory. */
const maximumLine = 64 * 1024

/** Calls back with each line as it is complete, without its end, and with what is left at the end. */
export async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line.replace(/\r$/, ''))
    if (rest.length > maximumLine) {
      onLine(rest)
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest !== '') onLine(rest)
}
