import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { colours, type Paint } from '../colour.ts'
import { listenForInterruption } from '../interruption.ts'
import type { Surroundings } from '../surroundings.ts'
import { type ChildTree, startTree } from './child-tree.ts'
import type { LocalProcess } from './plan-processes.ts'

/** How long what is told to end may take, in ms. */
const patience = 5000

/**
 * Runs processes side by side, each line they write headed by its time and name, until the first ends or Ctrl-C: then the others
 * are told to end. Resolves with the first one's code; rejects with what the signal was.
 *
 * @param env what all have; each gets its own PORT on top
 */
export async function runProcesses(
  processes: readonly LocalProcess[],
  env: Readonly<Record<string, string | undefined>>,
  surroundings: Pick<Surroundings, 'terminal' | 'cwd' | 'now'>,
): Promise<number> {
  const { terminal, cwd } = surroundings
  const interruption = listenForInterruption(terminal)
  const width = Math.max(...processes.map((it) => it.name.length))
  const trees = processes.map((it, index) => {
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    const tree = startTree(it.line, { cwd, env: { ...env, PORT: String(it.port) }, stdio: [...stdio] })
    const head = headOf(it.name.padEnd(width), index, surroundings)
    for (const output of [tree.child.stdout, tree.child.stderr]) show(output, terminal.stdout, head)
    void tree.exit.then((code) => terminal.stderr.write(`${head()}exited with ${code}\n`))
    return tree
  })
  const interrupted = new Promise<never>((_, reject) => {
    interruption.signal.addEventListener('abort', () => reject(interruption.signal.reason))
  })
  try {
    return await Promise.race([...trees.map((it) => it.exit), interrupted])
  } finally {
    await endAll(trees)
    interruption.stop()
  }
}

async function endAll(trees: readonly ChildTree[]): Promise<void> {
  for (const tree of trees) tree.end('SIGTERM')
  const timer = setTimeout(() => {
    for (const tree of trees) tree.end('SIGKILL')
  }, patience)
  await Promise.all(trees.map((it) => it.exit))
  clearTimeout(timer)
}

function show(output: Readable | null, sink: Writable, head: () => string): void {
  if (output) createInterface({ input: output }).on('line', (line) => sink.write(`${head()}${line}\n`))
}

/** "12:34:56 web.1    | " */
function headOf(
  name: string,
  index: number,
  { terminal, now }: Pick<Surroundings, 'terminal' | 'now'>,
): () => string {
  const { cyan, yellow, green } = colours(terminal.colour.stdout)
  const paints: Paint[] = [cyan, yellow, green]
  const paint = paints[index % paints.length] ?? cyan
  return () => paint(`${now().toTimeString().slice(0, 8)} ${name} | `)
}
