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
  const filters = buildFilters(labels, { type: ['container'], event: ['start', 'die', 'oom'] })
  return watchEvents(api, filters, signal, (event) => toEvent(parseAnswer(Event, event)))
}

const Disconnect = Type.Object({
  Actor: Type.Object({ Attributes: Type.Object({ container: Type.String() }) }),
})

/** Docker tells these of networks, which do not bear the labels of what was in them. */
export function watchDisconnects(api: DockerApi, signal: AbortSignal): AsyncIterable<string> {
  const filters = { type: ['network'], event: ['disconnect'] }
  return watchEvents(api, filters, signal, (it) => parseAnswer(Disconnect, it).Actor.Attributes.container)
}

function watchEvents<T>(
  api: DockerApi,
  filters: Record<string, readonly string[]>,
  signal: AbortSignal,
  read: (event: unknown) => T,
): AsyncIterable<T> {
  const query = { since: (Date.now() / 1000).toFixed(3), filters }
  const body = api.stream({ method: 'GET', path: '/events', query, signal })
  // The reader sees it; until one comes, it is no unhandled rejection.
  body.catch(() => {})
  return readEvents(body, signal, read)
}

async function* readEvents<T>(
  body: Promise<AsyncIterable<unknown>>,
  signal: AbortSignal,
  read: (event: unknown) => T,
): AsyncGenerator<T> {
  try {
    for await (const event of readJsonLines(await body)) yield read(event)
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
