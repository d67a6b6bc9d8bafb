import { setTimeout as delay } from 'node:timers/promises'
import { labels } from '../../src/controller/domain/labels.ts'
import { startOnPipes } from './client.ts'
import type { Event } from './draw.ts'
import { upPattern } from './judge.ts'
import { findRun, listRunning, type Underway } from './underway.ts'

/** Makes happen to a run what was drawn for it. Resolves when it has happened. */
export async function happen(underway: Underway): Promise<void> {
  await handlers[underway.draw.event](underway)
}

const handlers: Record<Event, (underway: Underway) => Promise<void>> = {
  nothing: async () => {},
  SIGKILL: ({ client }) => client.signal('SIGKILL'),
  SIGTERM: sendSignals,
  SIGHUP: sendSignals,
  SIGINT: sendSignals,
  cut,
  async stall({ proxy, draw }) {
    const resume = proxy?.stall()
    await delay(draw.length)
    resume?.()
  },
  async vanish({ proxy, client }) {
    proxy?.stall()
    await client.signal('SIGKILL')
  },
  remove,
  stop,
  // Its time is given to it at its start.
  timeout: async () => {},
  visit,
  async leave({ client }) {
    await client.until(upPattern)
    client.write('\r~.')
  },
}

/** Again and again where nothing else ends it: the first may have come before there was a connection. */
async function cut({ proxy, draw, plan, client, signal }: Underway): Promise<void> {
  proxy?.cut(draw.length)
  // What still comes is to be read, or qp waits for that.
  client.resumeReading()
  while (plan.exitCode === undefined && !client.hasEnded() && !signal.aborted) {
    await delay(700)
    proxy?.cut(draw.length)
  }
}

/** A process that heeds none gets some more, as from a person who loses patience. */
async function sendSignals({ client, draw, plan, signal }: Underway): Promise<void> {
  if (!draw.event.startsWith('SIG')) return
  const send = () => client.signal(draw.event as NodeJS.Signals)
  await send()
  for (let count = 0; count < 5 && plan.exitCode === undefined; count++) {
    await delay(700)
    if (client.hasEnded() || signal.aborted) return
    await send()
  }
}

/** `docker rm -f`, as soon as there is something to remove. */
async function remove(underway: Underway): Promise<void> {
  const { place, signal } = underway
  const { engine, ours } = place
  for (
    let run = await findRun(underway);
    run && !signal.aborted;
    run = await stillRunning(underway, run.id)
  ) {
    // The engine may be the one that is away.
    const found = await engine.listContainers({ ...ours, [labels.run]: run.id }).catch(() => [])
    for (const { id } of found) return engine.removeContainer(id).catch(() => {})
    await delay(20)
  }
}

async function stop(underway: Underway): Promise<void> {
  const { place } = underway
  const run = await findRun(underway)
  if (!run) return
  await place.ask('POST', `/apps/${place.app}/runs/${run.id}/actions/stop`).catch((error) => {
    // It ended by itself, or with the controller.
    if (!/^410 |fetch failed|ECONN/.test(messageOf(error))) throw error
  })
}

/** Somebody else looks on for a while, and is gone in one way or another. */
async function visit(underway: Underway): Promise<void> {
  const { place, draw } = underway
  const run = await findRun(underway)
  if (!run) return
  const visitor = startOnPipes({
    argv: [process.execPath, place.program, 'run:attach', '-a', place.app, run.id, '--watch'],
    cwd: place.folder,
    env: place.controller.env,
  })
  visitor.endInput()
  await Promise.race([visitor.ended, delay(draw.length)])
  for (let count = 0; count < 3 && !visitor.hasEnded(); count++) {
    await visitor.signal(draw.number % 2 === 0 ? 'SIGKILL' : 'SIGTERM')
    await Promise.race([visitor.ended, delay(300)])
  }
  await visitor.ended
}

async function stillRunning({ place }: Underway, id: string) {
  return (await listRunning(place)).find((it) => it.id === id)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error)
}
