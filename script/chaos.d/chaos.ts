import { setTimeout as delay } from 'node:timers/promises'
import type { Usage } from './controller.ts'
import type { CutProxy } from './cut-proxy.ts'
import { type Disaster, type Draw, describeDraw } from './draw.ts'
import { findLeftovers, type Leftovers } from './leftovers.ts'
import { type Performed, performRun } from './perform.ts'
import type { Place } from './place.ts'

export interface ChaosPlan {
  draws: readonly Draw[]
  /** Before which run which comes. */
  disasters: ReadonlyMap<number, Disaster>
  /** Begins no more runs. */
  stop: AbortSignal
  /** Says how each run ended. */
  isVerbose: boolean
}

export interface ChaosResult {
  performed: Performed[]
  left: Leftovers
  disasters: Disaster[]
  /** Of the controller: each life's runs, and what it used at its first and its last. */
  lives: Life[]
}

interface Life {
  runs: number
  first: Usage | undefined
  last: Usage | undefined
}

/** Two cores can do as many at a time, and the controller has something to confuse. */
const atOnce = 4

export async function runChaos(
  place: Place,
  { draws, disasters: planned, stop, isVerbose }: ChaosPlan,
  say: (text: string) => void,
): Promise<ChaosResult> {
  const performed: Performed[] = []
  const disasters: Disaster[] = []
  const lives: Life[] = [newLife(place)]
  const proxies: CutProxy[] = []
  const waiting = draws.values()
  let calm = Promise.resolve()

  const work = async () => {
    for (const draw of waiting) {
      if (stop.aborted) return
      const disaster = planned.get(draw.number)
      if (disaster) {
        calm = calm.then(async () => {
          say(`before run ${draw.number}: ${disaster}`)
          disasters.push(disaster)
          await befall(place, disaster)
          if (disaster !== 'engine-killed') lives.push(newLife(place))
        })
      }
      await calm
      const done = await performRun(draw, { place, disasters, keep: (proxy) => proxies.push(proxy) })
      performed.push(done)
      if (isVerbose) say(`${describeDraw(draw)}: ${done.code}, ${Math.round(done.ms)} ms`)
      const life = lives.at(-1)
      if (life) Object.assign(life, { runs: life.runs + 1, last: place.controller.usage() ?? life.last })
      if (done.faults.length > 0) say(describeFaults(done))
      if (performed.length % 50 === 0) say(`${performed.length} runs`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  say('waiting for nothing to be left')
  const left = await findLeftovers(place)
  const life = lives.at(-1)
  if (life) life.last = place.controller.usage() ?? life.last
  await Promise.all(proxies.map((it) => it.close()))
  return { performed, left, disasters, lives }
}

function newLife({ controller }: Place): Life {
  return { runs: 0, first: controller.usage(), last: controller.usage() }
}

async function befall({ controller, privateEngine, untilServes }: Place, disaster: Disaster): Promise<void> {
  // In the midst of what runs, not between two.
  await delay(300)
  if (disaster === 'engine-killed') {
    await privateEngine?.kill()
    await privateEngine?.start()
  } else {
    await controller.end(disaster === 'controller-killed' ? 'SIGKILL' : 'SIGTERM')
    await controller.start()
  }
  await untilServes()
}

export function describeFaults({ draw, faults, said, ms }: Performed): string {
  const words = said.replaceAll(/\s+/g, ' ').trim().slice(-300)
  return `${describeDraw(draw)}: ${faults.join('; ')} (${Math.round(ms)} ms; it said: ${words})`
}
