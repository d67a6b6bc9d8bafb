import type { Readable } from 'node:stream'
import { harmlessChunks } from './harmless-text.ts'
import type { Terminal } from './terminal.ts'

/** What a build or a release command wrote, and writes, on stdout: in a pipe byte for byte, in a terminal what does not steer it. */
export async function writeOutput({ stdout, isTTY }: Terminal, output: Readable): Promise<void> {
  for await (const chunk of isTTY.stdout ? harmlessChunks(output) : output) stdout.write(chunk)
}
