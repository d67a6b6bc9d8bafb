import { describeDeed, type Harm, type Round, slots } from './draw.ts'
import { doHarm } from './harm.ts'
import { findFaults } from './judge.ts'
import { readControllerId, type SeenApp } from './observe.ts'
import { create, type Done, perform } from './perform.ts'
import type { DeployPlace } from './place.ts'
import { settle } from './settle.ts'

export interface DeployChaos {
  done: Done[]
  harms: Harm[]
  faults: string[]
}

/** Round by round: deeds and harms at once, then calm, then judgement. */
export async function runDeployChaos(
  place: DeployPlace,
  { rounds, stop, isVerbose }: { rounds: readonly Round[]; stop: AbortSignal; isVerbose: boolean },
  say: (text: string) => void,
): Promise<DeployChaos> {
  const result: DeployChaos = { done: [], harms: [], faults: [] }
  const controllerId = readControllerId(place)
  await Promise.all(
    place.names.map((_, slot) => create(place, { number: -1 - slot, slot, clientLives: undefined })),
  )
  let before = (await settle(place, controllerId, [])).apps
  let known: string[] = []
  let logged = 0
  for (const [number, round] of rounds.entries()) {
    if (stop.aborted) break
    const bySlot = (apps: readonly SeenApp[], slot: number) =>
      apps.find((it) => it.name === place.names[slot])
    const harms = round.harms.map((it) => doHarm(place, controllerId, it))
    const done = await Promise.all(
      round.deeds.map((deed) => {
        const app = bySlot(before, deed.slot)
        return perform(place, deed, { appId: app?.id, releases: app?.releases.length ?? 0 })
      }),
    )
    await Promise.all(harms)
    const { apps, faults: left } = await settle(place, controllerId, known)
    const log = (await place.controller.readLog()).split('\n')
    const faults = [...left.filter((it) => !known.includes(it)), ...findErrors(log.slice(logged))]
    known = left
    for (let slot = 0; slot < slots; slot += 1)
      faults.push(
        ...findFaults(
          bySlot(before, slot),
          bySlot(apps, slot),
          done.filter((it) => it.deed.slot === slot),
        ),
      )
    faults.push(...done.flatMap(findBadAnswer))
    const words = `round ${number}: ${round.harms.map((it) => `${it.kind} at ${it.after} ms`).join(', ') || 'no harm'}`
    if (isVerbose || faults.length > 0) say([words, ...done.map(describeDone)].join('\n  '))
    for (const fault of faults) say(`  FAULT ${fault}`)
    logged = log.length - 1
    result.done.push(...done)
    result.harms.push(...round.harms)
    result.faults.push(...faults.map((it) => `round ${number}: ${it}`))
    before = apps
  }
  return result
}

function describeDone({ deed, subject, value, begin, end, outcome }: Done): string {
  const told =
    outcome.told === 'refused'
      ? `refused ${outcome.status} ${outcome.text.replaceAll(/\s+/g, ' ').slice(-200)}`
      : outcome.told
  return `${describeDeed(deed)}; ${subject} ${value}; ${begin} to ${end} ms: ${told}`
}

/** Whatever happens, what is refused is refused for a reason. */
function findBadAnswer(done: Done): string[] {
  const { outcome } = done
  if (outcome.told !== 'refused') return []
  const isBad = outcome.status === 500 || /something went wrong|this is a bug/i.test(outcome.text)
  return isBad ? [`${describeDone(done)}`] : []
}

/** What the controller says of itself when it knows no better. */
function findErrors(log: readonly string[]): string[] {
  return log.flatMap((line) => {
    if (line === '' || /"level":[1-4]0/.test(line)) return []
    if (!line.startsWith('{')) return [`the controller wrote: ${line}`]
    const { msg, err } = JSON.parse(line) as { msg: string; err?: { message: string; stack: string } }
    return [`the controller logged: ${msg}: ${err?.stack.split('\n').slice(0, 6).join(' | ')}`]
  })
}
