import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../../src/api-types/run.ts'
import { type Client, startOnPipes, startOnTerminal } from './client.ts'
import { type CutProxy, startCutProxy } from './cut-proxy.ts'
import { planDeed } from './deeds.ts'
import { type Disaster, type Draw, isTerminal } from './draw.ts'
import { happen } from './events.ts'
import { findFaults, type Outcome, upPattern } from './judge.ts'
import type { Place } from './place.ts'
import type { Underway } from './underway.ts'

export interface Performed {
  draw: Draw
  code: number | null
  faults: string[]
  /** What a person would have seen, for whoever looks into a fault. */
  said: string
  ms: number
}

/** In ms, after all that was to happen has: what still runs then hangs. */
const bound = 30_000
/** For what does not heed SIGTERM: a detached one is given half a minute before SIGKILL. */
const stubbornBound = 50_000

export interface PerformOptions {
  place: Place
  /** Disasters that have begun since the start of this program. */
  disasters: readonly Disaster[]
  /** Called with what must be closed when all is over, not before. */
  keep: (proxy: CutProxy) => void
}

/** Runs what was drawn, does to it what was drawn, and judges what came of it. */
export async function performRun(draw: Draw, { place, disasters, keep }: PerformOptions): Promise<Performed> {
  const begun = performance.now()
  const disastersBefore = disasters.length
  const plan = planDeed(draw)
  const late = new AbortController()
  const happened = new AbortController()
  const proxy = needsProxy(draw) ? await startCutProxy(place.controller.apiPort) : undefined
  if (proxy) keep(proxy)
  const marker = `chaos-${draw.number}-${randomBytes(4).toString('hex')}`
  const words = ['sh', '-c', plan.script, marker]
  const client = await startClient(place, draw, words, proxy)
  const underway: Underway = {
    place,
    draw,
    plan,
    client,
    marker,
    proxy,
    signal: late.signal,
    happened: happened.signal,
  }
  const working = doDeed(underway)
  await delay(draw.after)
  const wasUp = isTerminal(draw) && upPattern.test(client.output().toString())
  const over = happen(underway).then(async () => {
    happened.abort()
    client.resumeReading()
    return endOf(underway)
  })
  const length = bound + (draw.deed === 'stubborn' ? stubbornBound : 0)
  const code = await within(length, over)
  if (code === 'late') {
    late.abort()
    client.resumeReading()
    await client.signal('SIGKILL')
    await within(bound, client.ended)
  }
  await within(bound, working)
  const outcome: Outcome = {
    code: code === 'late' ? null : code,
    output: client.output(),
    isRestored: client.isRestored(),
    isHung: code === 'late',
    wasUp,
    disasters: disasters.slice(disastersBefore),
  }
  return {
    draw,
    code: outcome.code,
    faults: findFaults(draw, plan, outcome),
    said: `${client.said()}${isTerminal(draw) ? client.output().toString().slice(-500) : ''}`,
    ms: performance.now() - begun,
  }
}

function needsProxy({ event }: Draw): boolean {
  return event === 'cut' || event === 'stall' || event === 'vanish'
}

async function startClient(
  place: Place,
  draw: Draw,
  words: readonly string[],
  proxy: CutProxy | undefined,
): Promise<Client> {
  const { program, app, controller, folder } = place
  const before = {
    ...{ pipe: ['run'], terminal: ['run'], detached: ['run:detached', '--json'] },
    ...{ inside: ['run:inside'], 'inside-terminal': ['run:inside'] },
  }[draw.kind]
  const options = ['-a', app, ...(draw.event === 'timeout' ? ['--timeout', '1s'] : [])]
  const dyno = draw.kind.startsWith('inside') ? ['web.1'] : []
  const port = proxy?.port ?? controller.apiPort
  const env = {
    ...controller.env,
    QP_URL: `http://127.0.0.1:${port}`,
    QP_API_KEY: controller.token,
  }
  const argv = [process.execPath, program, ...before, ...options, '--', ...dyno, ...words] as const
  const client = { argv: [...argv] as [string, ...string[]], cwd: folder, env }
  if (!isTerminal(draw)) return startOnPipes(client)
  return startOnTerminal(client, await mkdtemp(path.join(folder, 'terminal-')))
}

/** This side's part of what a run does: to give input, to read slowly, to leave. */
async function doDeed({ client, plan, draw, happened }: Underway): Promise<void> {
  if (plan.input.length > 0) client.write(plan.input)
  // A script's stdin may be an open pipe that nobody writes to: that must hold up nothing.
  if (draw.deed === 'copy' || draw.number % 2 === 0) client.endInput()
  const isSlow = draw.deed === 'flood' || (draw.deed === 'endless' && draw.number % 2 === 0)
  if (isSlow && isTerminal(draw)) await client.until(upPattern)
  if (isSlow && !happened.aborted) client.pauseReading()
  if (draw.deed === 'flood') {
    await delay(draw.length + 1000)
    client.resumeReading()
  }
  if (draw.deed === 'head') {
    while (client.output().length === 0 && !client.hasEnded()) await delay(20)
    client.closeReading()
  }
  if (draw.deed === 'ask') {
    await client.until(upPattern)
    client.write(`number ${draw.number}\r`)
  }
}

async function endOf(underway: Underway): Promise<number | null> {
  const { client, draw } = underway
  const code = await client.ended
  if (draw.kind !== 'detached') return code
  if (code !== 0) return code
  return endOfDetached(underway, readId(client))
}

function readId(client: Client): string {
  return (JSON.parse(client.output().toString()) as { id: string }).id
}

async function endOfDetached(underway: Underway, id: string): Promise<number | null> {
  const { place, signal } = underway
  while (!signal.aborted) {
    const run = await place.ask<Run>('GET', `/apps/${place.app}/runs/${id}`).catch(() => undefined)
    if (run?.ended_at) return run.exit_code
    await delay(100)
  }
  return null
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  const done = new AbortController()
  try {
    return await Promise.race([
      work,
      delay(ms, 'late' as const, { signal: done.signal }).catch(() => 'late' as const),
    ])
  } finally {
    done.abort()
  }
}
