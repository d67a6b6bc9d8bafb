import type { Terminal } from './terminal.ts'

/** One line, seen while it is typed. The question goes to stderr: stdout is for the answer of the command. */
export async function askText({ stdin, stderr }: Terminal, message: string): Promise<string> {
  const { input } = await import('@inquirer/prompts')
  return input({ message, theme: { prefix: '' } }, { input: stdin, output: stderr })
}

/** One line, of which nothing is seen. */
export async function askSecret({ stdin, stderr }: Terminal, message: string): Promise<string> {
  const { password } = await import('@inquirer/prompts')
  return password({ message, mask: false, theme: { prefix: '' } }, { input: stdin, output: stderr })
}
