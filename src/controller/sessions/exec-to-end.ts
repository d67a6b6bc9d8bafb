import { text } from 'node:stream/consumers'
import type { Engine } from '../engine/engine.ts'

/** Runs a small command in a running container, with nothing on its stdin, to its end; gives what it wrote to stdout. */
export async function execToEnd(engine: Engine, id: string, argv: readonly string[]): Promise<string> {
  const { stdin, stdout, stderr, exit } = await engine.execContainer(id, { argv, env: {}, tty: false })
  stdin.end()
  const [said] = await Promise.all([text(stdout), stderr && text(stderr)])
  await exit
  return said
}
