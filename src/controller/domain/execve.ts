import { problem } from './problem.ts'

/** Linux: MAX_ARG_STRLEN of execve(2), for one argument or one `KEY=value`, with the NUL at its end. In bytes. */
export const longestString = 131_072

/**
 * What one process may be given as arguments, and what as config, each in bytes as execve(2) counts: the string, a NUL and a pointer.
 * Linux takes a quarter of the stack for both together, which is 2 MiB at the usual 8 MiB. So this leaves room for what an image brings
 * along and for what `qp run --env` adds.
 */
export const mostBytes = 256 * 1024

const pointerBytes = 8

export function sizeOfStrings(strings: readonly string[]): number {
  return strings.reduce((sum, it) => sum + Buffer.byteLength(it) + 1 + pointerBytes, 0)
}

/** Throws `invalid_params` for a command that no process could be started with. */
export function checkArguments(words: readonly string[]): void {
  if (words.some((it) => it.includes('\0')))
    throw problem('invalid_params', 'The command contains a NUL byte, which no argument can hold.')
  const size = sizeOfStrings(words)
  if (size <= mostBytes && words.every((it) => Buffer.byteLength(it) < longestString)) return
  throw problem(
    'invalid_params',
    `The command is ${size} bytes long, which no process can be started with: ${longestString - 1} for one word, and ${mostBytes} for all. Put it into a file, and run that.`,
  )
}
