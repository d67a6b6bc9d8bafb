import type { BenchRow } from '../bench.ts'
import { median } from '../in-turns.ts'
import { percentile } from './echo.ts'
import type { SessionPlace } from './place.ts'
import { memoryOf } from './stalled-reader.ts'
import { type BenchTerminal, openTerminal } from './terminal.ts'

const count = 50
/** Starts at a time: the knee on two processors (field-notes). */
const atOnce = 4
const keysEach = 20

/** Fifty terminals at once on one controller: what each costs it, and what a key takes then. */
export async function measureManySessions({ qp, place, controllerPid }: SessionPlace): Promise<BenchRow[]> {
  const before = await memoryOf(controllerPid)
  const terminals: BenchTerminal[] = []
  try {
    while (terminals.length < count) {
      const some = Array.from({ length: Math.min(atOnce, count - terminals.length) }, () =>
        openTerminal([...qp, 'run', '--', 'cat'], place),
      )
      terminals.push(...some)
      await Promise.all(some.map((it) => it.until(/up, run\.\d+/)))
    }
    const times: number[] = []
    for (let key = 0; key < keysEach; key++)
      for (const terminal of terminals) times.push(await terminal.echo(String.fromCharCode(97 + key)))
    const grown = (await memoryOf(controllerPid)) - before
    return [
      {
        name: `${count} terminals at once: the controller grows by, for each`,
        value: grown / count,
        unit: 'MiB',
      },
      { name: '… a key’s echo, p50', value: median(times), unit: 'ms' },
      { name: '… a key’s echo, p99', value: percentile(times, 0.99), unit: 'ms' },
    ]
  } finally {
    // They all leave as by a closed window.
    for (const terminal of terminals) terminal.kill()
    await Promise.all(terminals.map((it) => it.ended))
  }
}
