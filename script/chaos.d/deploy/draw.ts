import { type Random, seededRandom } from '../random.ts'

/** What changes an app. */
export const deedKinds = [
  'config',
  'crash',
  'push',
  'broken-push',
  'image',
  'rollback',
  'scale',
  'restart',
  'stop',
  'domain',
  'maintenance',
  'destroy',
] as const
export type DeedKind = (typeof deedKinds)[number]

export interface Deed {
  number: number
  kind: DeedKind
  /** Which of the apps. */
  slot: number
  /** When it begins, in ms after its round. */
  after: number
  /** Its client is killed so many ms after that; undefined where it lives. */
  clientLives: number | undefined
  /** What is chosen among: a key, a process type, a hostname, a release. */
  which: number
  /** How many dynos; odd is on, even is off. */
  amount: number
}

export const harmKinds = [
  'controller-killed',
  'controller-stopped',
  'dyno-killed',
  'dyno-removed',
  'dyno-crashed',
] as const
export type HarmKind = (typeof harmKinds)[number]

export interface Harm {
  kind: HarmKind
  /** In ms after its round. */
  after: number
  /** How long the controller is away. */
  away: number
  /** Which container. */
  which: number
}

/** Deeds that run into each other, and what befalls them. After each there is calm. */
export interface Round {
  deeds: Deed[]
  harms: Harm[]
}

export const slots = 3
const deedsOfRound = 6

/** The same for a seed. */
export function drawRounds(seed: number, total: number): Round[] {
  return Array.from({ length: Math.ceil(total / deedsOfRound) }, (_, number) => {
    const random = seededRandom(seed, number)
    const count = Math.min(deedsOfRound, total - number * deedsOfRound)
    // More often than not they meet at one app.
    const favourite = random.below(slots)
    const deeds = Array.from({ length: count }, (_, index) =>
      drawDeed(random, number * deedsOfRound + index, favourite),
    )
    return { deeds, harms: drawHarms(random, deeds) }
  })
}

function drawDeed(random: Random, number: number, favourite: number): Deed {
  const kind = random.pickWeighted<DeedKind>({
    ...{ config: 4, crash: 1, push: 3, 'broken-push': 0.7, image: 2, rollback: 2 },
    ...{ scale: 3, restart: 2, stop: 1, domain: 1.5, maintenance: 1, destroy: 1.2 },
  })
  const slot = random.below(2) === 0 ? favourite : random.below(slots)
  const after = random.below(2500)
  const clientLives = random.below(6) === 0 ? 50 + random.below(1500) : undefined
  return { number, kind, slot, after, clientLives, which: random.below(1000), amount: random.below(4) }
}

/** In the midst of a deed rather than between two. */
function drawHarms(random: Random, deeds: readonly Deed[]): Harm[] {
  const draw = (kind: HarmKind): Harm => ({
    kind,
    after: random.pick(deeds).after + random.below(1800),
    away: random.below(500),
    which: random.below(1000),
  })
  const controller = random.pickWeighted({ killed: 6, stopped: 2, left: 2 })
  const dynos = Array.from({ length: random.below(3) }, () =>
    draw(random.pick(['dyno-killed', 'dyno-removed', 'dyno-crashed'])),
  )
  return controller === 'left' ? dynos : [draw(`controller-${controller}`), ...dynos]
}

export function describeDeed({ number, kind, slot, after, clientLives }: Deed): string {
  const killed = clientLives === undefined ? '' : `, its client killed after ${clientLives} ms`
  return `deed ${number}: ${kind} of app ${slot} at ${after} ms${killed}`
}
