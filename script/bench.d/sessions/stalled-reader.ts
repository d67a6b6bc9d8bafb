import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchRow } from '../bench.ts'
import type { SessionPlace } from './place.ts'

/** In ms: how long nobody reads an endless output. */
const stall = 10_000

/** What the controller grows by behind a reader that reads nothing, and whether the dyno can still be stopped. */
export async function measureStalledReader({
  qp,
  place,
  controllerPid,
  run,
}: SessionPlace): Promise<BenchRow[]> {
  const before = await memoryOf(controllerPid)
  const child = spawn(qp[0] ?? '', [...qp.slice(1), 'run', '--', 'cat', '/dev/zero'], {
    ...place,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'readable')
  const own = await memoryOf(child.pid ?? 0)
  let most = 0
  let mostOwn = 0
  for (const end = performance.now() + stall; performance.now() < end; await delay(100)) {
    most = Math.max(most, (await memoryOf(controllerPid)) - before)
    mostOwn = Math.max(mostOwn, (await memoryOf(child.pid ?? 0)) - own)
  }
  const [{ dyno }] = JSON.parse(await run([...qp, 'run:list', '--json'])) as [{ dyno: { name: string } }]
  const begun = performance.now()
  await run([...qp, 'run:stop', dyno.name])
  const took = performance.now() - begun
  child.kill('SIGKILL')
  return [
    {
      name: 'an endless output that nobody reads for 10 s: the controller grows by',
      value: most,
      unit: 'MiB',
      goal: { atMost: 10 },
    },
    { name: '… and `qp run` by', value: mostOwn, unit: 'MiB', goal: { atMost: 64 } },
    { name: '… and `qp run:stop` of it takes', value: took, unit: 'ms' },
  ]
}

/** Resident, in MiB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
