import { seededRandom } from './random.ts'

/** How a one-off process is run. */
export const kinds = ['pipe', 'terminal', 'detached', 'inside', 'inside-terminal'] as const
export type Kind = (typeof kinds)[number]

/** What it does: `deeds.ts` has the commands. */
export type Deed =
  | 'true'
  | 'exit'
  | 'copy'
  | 'count'
  | 'nap'
  | 'flood'
  | 'ask'
  | 'head'
  | 'sleep'
  | 'endless'
  | 'stubborn'

/** What happens to it: `events.ts` does it. */
export const events = [
  'nothing',
  'SIGKILL',
  'SIGTERM',
  'SIGHUP',
  'SIGINT',
  'cut',
  'stall',
  'vanish',
  'remove',
  'stop',
  'timeout',
  'visit',
  'leave',
] as const
export type Event = (typeof events)[number]

export interface Draw {
  number: number
  kind: Kind
  deed: Deed
  event: Event
  /** When it happens, in ms after the client was started. */
  after: number
  /** How long a connection stays away, a reader pauses, a visitor stays; in ms. */
  length: number
  /** The process's own, where the deed has one to choose. */
  exitCode: number
  /** Bytes to copy, lines to count. */
  amount: number
}

/** What befalls all runs at once. */
export type Disaster = 'controller-killed' | 'controller-stopped' | 'engine-killed'

/** The run of this number: the same for a seed, however many others there are. */
export function drawRun(seed: number, number: number): Draw {
  const random = seededRandom(seed, number)
  const kind = random.pickWeighted<Kind>({
    pipe: 6,
    terminal: 5,
    detached: 3,
    inside: 3,
    'inside-terminal': 2,
  })
  const event = random.pickWeighted<Event>(eventsOf[kind])
  const deed = random.pick(deedsFor(kind, event))
  return {
    number,
    kind,
    deed,
    event,
    after: random.below(1500),
    length: 100 + random.below(1500),
    exitCode: random.below(120),
    amount: 1 + random.below(100_000),
  }
}

/** Before which runs which disaster comes: about every fortieth, and not among the first. */
export function drawDisasters(
  seed: number,
  runs: number,
  { engine }: { engine: boolean },
): Map<number, Disaster> {
  const random = seededRandom(seed, -1)
  const disasters = new Map<number, Disaster>()
  for (let at = 10 + random.below(10); at < runs; at += 20 + random.below(40))
    disasters.set(
      at,
      random.pickWeighted<Disaster>({
        'controller-killed': 3,
        'controller-stopped': 2,
        ...(engine ? { 'engine-killed': 6 } : {}),
      }),
    )
  return disasters
}

export function describeDraw({ number, kind, deed, event, after }: Draw): string {
  return `run ${number}: ${kind}, ${deed}, ${event}${event === 'nothing' ? '' : ` after ${after} ms`}`
}

const signals = { SIGKILL: 3, SIGTERM: 1, SIGHUP: 1, SIGINT: 1 } as const
const ofConnections = { cut: 3, stall: 1, vanish: 0.5 } as const
const ofAll = { nothing: 5, stop: 1.5, timeout: 1, visit: 1 } as const

const eventsOf: Record<Kind, Partial<Record<Event, number>>> = {
  pipe: { ...ofAll, ...signals, ...ofConnections, remove: 1.5 },
  terminal: { ...ofAll, ...signals, ...ofConnections, remove: 1.5, leave: 1 },
  detached: { ...ofAll, SIGKILL: 2, remove: 1.5 },
  inside: { ...ofAll, ...signals, ...ofConnections },
  'inside-terminal': { ...ofAll, ...signals, ...ofConnections, leave: 1 },
}

const deedsOf: Record<Kind, readonly Deed[]> = {
  pipe: ['true', 'exit', 'copy', 'count', 'nap', 'flood', 'head'],
  terminal: ['true', 'exit', 'count', 'nap', 'flood', 'ask'],
  detached: ['true', 'exit', 'count', 'nap'],
  inside: ['true', 'exit', 'copy', 'count', 'nap', 'flood', 'head'],
  'inside-terminal': ['true', 'exit', 'count', 'nap', 'flood', 'ask'],
}

/** What does not end by itself is drawn where the event ends it. */
const endlessOf: Record<Kind, readonly Deed[]> = {
  pipe: ['sleep', 'endless', 'stubborn'],
  terminal: ['sleep', 'endless', 'stubborn'],
  detached: ['sleep', 'stubborn'],
  inside: ['sleep', 'endless', 'stubborn'],
  'inside-terminal': ['sleep', 'endless', 'stubborn'],
}

function deedsFor(kind: Kind, event: Event): readonly Deed[] {
  // Long enough for the event to meet it.
  if (event === 'timeout' || event === 'leave') return ['nap', ...endlessOf[kind]]
  return endsAll(kind, event) ? [...deedsOf[kind], ...endlessOf[kind]] : deedsOf[kind]
}

function endsAll(kind: Kind, event: Event): boolean {
  if (event === 'stop' || event === 'remove') return true
  if (kind === 'detached') return false
  const isTerminal = kind === 'terminal' || kind === 'inside-terminal'
  return event in signals || event === 'vanish' || (event === 'cut' && !isTerminal)
}

export function isTerminal({ kind }: Pick<Draw, 'kind'>): boolean {
  return kind === 'terminal' || kind === 'inside-terminal'
}
