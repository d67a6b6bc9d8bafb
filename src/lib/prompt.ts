import { Writable } from 'node:stream'
import { harmless } from './harmless-text.ts'
import type { Terminal } from './terminal.ts'

/** One line, seen while it is typed. The question goes to stderr: stdout is for the answer of the command. */
export async function askText(terminal: Terminal, message: string): Promise<string> {
  const { input } = await import('@inquirer/prompts')
  return input({ message, theme: { prefix: '' } }, contextOf(terminal))
}

/** One line, of which nothing is seen. */
export async function askSecret(terminal: Terminal, message: string): Promise<string> {
  const { password } = await import('@inquirer/prompts')
  return password({ message, mask: false, theme: { prefix: '' } }, contextOf(terminal))
}

/** Any of these, by arrows and space. */
export async function askSeveral(
  terminal: Terminal,
  message: string,
  choices: readonly string[],
): Promise<string[]> {
  const { checkbox } = await import('@inquirer/prompts')
  return checkbox(
    { message, choices: choices.map((value) => ({ value, name: harmless(value) })), theme: { prefix: '' } },
    contextOf(terminal),
  )
}

function contextOf({ stdin, stderr, columns }: Terminal) {
  // Inquirer ends its output after the answer, and there is more to say.
  const output = new Writable({
    write(chunk, _encoding, done) {
      stderr.write(chunk, () => done())
    },
  })
  return { input: stdin, output: Object.assign(output, { columns }) }
}
