import { type Static, Type } from 'typebox'
import type { ContainerEvent } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { buildFilters } from './filters.ts'
import { readJsonLines } from './json-lines.ts'
import { parseAnswer } from './parse-answer.ts'

const Event = Type.Object({
  Action: Type.Union([Type.Literal('start'), Type.Literal('die'), Type.Literal('oom')]),
  Actor: Type.Object({ ID: Type.String(), Attributes: Type.Record(Type.String(), Type.String()) }),
  timeNano: Type.Integer(),
})

/**
 * Asks at once, not at the first read, and for all from this moment on (Docker keeps its newest events): whoever looks at
 * the containers after this call misses no change.
 */
export function watchContainers(
  api: DockerApi,
  labels: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncIterable<ContainerEvent> {
  const body = api.stream({
    method: 'GET',
    path: '/events',
    query: {
      since: (Date.now() / 1000).toFixed(3),
      filters: buildFilters(labels, { type: ['container'], event: ['start', 'die', 'oom'] }),
    },
    signal,
  })
  // The reader sees it; until one comes, it is no unhandled rejection.
  body.catch(() => {})
  return readEvents(body, signal)
}

async function* readEvents(
  body: Promise<AsyncIterable<unknown>>,
  signal: AbortSignal,
): AsyncGenerator<ContainerEvent> {
  try {
    for await (const event of readJsonLines(await body)) yield toEvent(parseAnswer(Event, event))
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Docker puts a container's labels beside a few attributes of its own. */
function toEvent({ Action, Actor, timeNano }: Static<typeof Event>): ContainerEvent {
  const { exitCode, image: _image, name: _name, execDuration: _duration, ...labels } = Actor.Attributes
  return {
    id: Actor.ID,
    action: Action,
    labels,
    exitCode: exitCode === undefined ? null : Number(exitCode),
    at: new Date(timeNano / 1e6),
  }
}
