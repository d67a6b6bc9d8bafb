import type { Terminal } from './terminal.ts'

/** All of stdin, as text. */
export async function readStdin({ stdin }: Pick<Terminal, 'stdin'>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
