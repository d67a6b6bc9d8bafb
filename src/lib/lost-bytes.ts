import { readFileSync } from 'node:fs'
import { UsageError } from './errors.ts'

const replacement = '\uFFFD'

/**
 * Refuses words that are not what was typed: what is no UTF-8 in an argument, such as a file's name of another time, becomes
 * U+FFFD before any of our code runs (Node decodes argv). Only Linux shows the bytes that there were (proc(5), `cmdline`);
 * elsewhere, and where the character itself was typed, nothing is refused. Throws a UsageError.
 */
export function refuseLostBytes(words: readonly string[], cmdline = '/proc/self/cmdline'): void {
  const doubtful = words.filter((word) => word.includes(replacement))
  if (doubtful.length === 0) return
  const typed = readArguments(cmdline)
  const lost = doubtful.find((word) =>
    typed.some((it) => it.toString() === word && !it.equals(Buffer.from(word))),
  )
  if (lost === undefined) return
  throw new UsageError(
    `${JSON.stringify(lost)} is not what you typed: its bytes are no UTF-8, and would be lost. Let the shell there make them: \`qp run 'cat "$(printf "caf\\351")"'\`.`,
  )
}

function readArguments(cmdline: string): Buffer[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(cmdline)
  } catch {
    return []
  }
  const words: Buffer[] = []
  for (let start = 0, end = bytes.indexOf(0); end >= 0; start = end + 1, end = bytes.indexOf(0, start))
    words.push(bytes.subarray(start, end))
  return words
}
