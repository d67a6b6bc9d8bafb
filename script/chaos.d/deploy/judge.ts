import type { Outcome } from './asked.ts'
import { describeDeed } from './draw.ts'
import type { SeenApp, SeenRelease } from './observe.ts'
import type { Done } from './perform.ts'

/**
 * What is not as it must be with the app that was at a slot before these deeds: by what its users were told and what is now.
 *
 * @param before undefined where there was none
 * @param after undefined where there is none any more
 */
export function findFaults(
  before: SeenApp | undefined,
  after: SeenApp | undefined,
  deeds: readonly Done[],
): string[] {
  const destroyed = deeds.filter((it) => it.subject === 'destroy')
  const isSame = before?.id === after?.id
  if (before && !isSame && destroyed.every((it) => it.outcome.told === 'refused'))
    return [`${before.name} is gone, and nobody destroyed it`]
  if (before && isSame && destroyed.some((it) => it.outcome.told === 'done'))
    return [`${before.name} was destroyed, and is there`]
  if (!before) {
    const made = deeds.filter((it) => it.subject === 'create' && it.outcome.told === 'done')
    return !after && made.length > 0 ? [`${made[0]?.value} was made, and is not there`] : []
  }
  if (!after || !isSame) return []
  return [
    ...findReleaseFaults(before.releases, after.releases),
    ...findChangeFaults(before.releases, after.releases, deeds),
    ...findRegisterFaults(before, after, deeds),
  ]
}

/** Releases by themselves: none is lost, doubled or for ever pending, and each follows from the one before. */
export function findReleaseFaults(before: readonly SeenRelease[], after: readonly SeenRelease[]): string[] {
  const faults: string[] = []
  for (const [index, release] of after.entries())
    if (release.version !== index + 1) faults.push(`v${release.version} comes as number ${index + 1}`)
  for (const old of before) {
    const now = after.find((it) => it.version === old.version)
    const { current: _, ...kept } = old
    const { current: __, ...is } = now ?? { current: false }
    if (JSON.stringify(kept) !== JSON.stringify(is)) faults.push(`v${old.version} is not what it was`)
  }
  for (const it of after) if (it.status === 'pending') faults.push(`v${it.version} is pending for ever`)
  const succeeded = after.filter((it) => it.status === 'succeeded')
  if (
    after
      .filter((it) => it.current)
      .map((it) => it.version)
      .join() !== String(succeeded.at(-1)?.version)
  )
    faults.push(`the current release is not v${succeeded.at(-1)?.version}`)
  for (const [index, release] of succeeded.entries()) {
    const wrong = index > 0 && followsWrongly(succeeded.slice(0, index), release)
    if (wrong) faults.push(`v${release.version} (${release.description}) ${wrong}`)
  }
  return faults
}

function followsWrongly(earlier: readonly SeenRelease[], release: SeenRelease): string | undefined {
  const back = /^Rollback to v(\d+)$/.exec(release.description)?.[1]
  const from = back ? earlier.find((it) => String(it.version) === back) : earlier.at(-1)
  if (!from) return 'goes back to what did not succeed'
  const keys = new Set([...Object.keys(from.config), ...Object.keys(release.config)])
  const changed = [...keys].filter((key) => from.config[key] !== release.config[key])
  const named = /^(?:Set|Unset) (\w+) config vars$/.exec(release.description)?.[1]
  const wrong = changed.filter((key) => key !== named)
  return wrong.length > 0 ? `changed ${wrong.join(', ')} of v${from.version}` : undefined
}

/** Each answered change made a release, none that was refused did, and what was answered first came first. */
function findChangeFaults(
  before: readonly SeenRelease[],
  after: readonly SeenRelease[],
  deeds: readonly Done[],
): string[] {
  const faults: string[] = []
  const added = after.filter((it) => it.version > before.length)
  const found: { done: Done; version: number }[] = []
  for (const done of deeds) {
    const { kind } = done.deed
    if (!['config', 'crash', 'push', 'broken-push', 'image', 'rollback'].includes(kind)) continue
    const made = added.filter((it) => it.status === 'succeeded' && isOf(done, it, after))
    const words = `${describeDeed(done.deed)} (${done.subject} ${done.value}) was told ${JSON.stringify(done.outcome)}`
    const releases = made.map((it) => `v${it.version}`).join(', ') || 'none'
    const { told } = done.outcome
    // Two rollbacks to one release look the same.
    const fits = told === 'done' ? made.length === 1 || (kind === 'rollback' && made.length > 0) : true
    const isHalf = told === 'refused' && kind !== 'rollback' && made.length > 0
    if (!fits || isHalf || (kind !== 'rollback' && made.length > 1))
      faults.push(`${words}, its releases: ${releases}`)
    const version = versionTold(done.outcome) ?? made[0]?.version
    if (told === 'done' && version !== undefined) {
      if (!made.some((it) => it.version === version)) faults.push(`${words}, its releases: ${releases}`)
      found.push({ done, version })
    }
  }
  for (const one of found)
    for (const other of found)
      if (one.done.end < other.done.begin && one.version > other.version)
        faults.push(
          `${describeDeed(one.done.deed)} came behind ${describeDeed(other.done.deed)}, which began when it was answered`,
        )
  return faults
}

/** Whether this release is what this deed wanted. Values are never the same twice. */
function isOf({ subject, value }: Done, release: SeenRelease, all: readonly SeenRelease[]): boolean {
  if (subject === 'deploy') return release.description === value
  if (subject === 'rollback') return release.description === `Rollback to v${value}`
  if (release.config[subject] !== value || /^Rollback/.test(release.description)) return false
  const earlier = all.filter((it) => it.version < release.version && it.status === 'succeeded')
  return earlier.at(-1)?.config[subject] !== value
}

function versionTold(outcome: Outcome): number | undefined {
  if (outcome.told !== 'done' || typeof outcome.body !== 'object' || outcome.body === null) return undefined
  const { version } = outcome.body as { version?: unknown }
  return typeof version === 'number' ? version : undefined
}

/** What is not part of a release: it is what was written last, or what may have been. */
function findRegisterFaults(before: SeenApp, after: SeenApp, deeds: readonly Done[]): string[] {
  const read = (app: SeenApp, kind: string, subject: string): string => {
    // A process type begins with its line at the first deploy: one web dyno, and none of the others.
    if (kind === 'scale') return String(app.formation[subject] ?? (subject === 'web' ? 1 : 0))
    if (kind === 'domain') return app.hostnames.includes(subject) ? '1' : '0'
    return String(app.maintenance)
  }
  const kinds = ['scale', 'domain', 'maintenance']
  const writes = deeds.filter((it) => kinds.includes(it.deed.kind) && it.appId === before.id)
  const subjects = Map.groupBy(writes, (it) => `${it.deed.kind} ${it.subject}`)
  return [...subjects].flatMap(([name, those]) => {
    const [kind = '', subject = ''] = name.split(' ')
    const now = read(after, kind, subject)
    const allowed = possibleValues(read(before, kind, subject), those)
    if (allowed.has(now)) return []
    const told = those.map((it) => `${describeDeed(it.deed)}: ${it.value} ${it.outcome.told}`).join('; ')
    return [`${name} of ${after.name} is ${now}, not ${[...allowed].join(' or ')} (${told})`]
  })
}

/** A write counts unless it was refused, or another was answered that began when this one had been answered. */
function possibleValues(initial: string, writes: readonly Done[]): Set<string> {
  const done = writes.filter((it) => it.outcome.told === 'done')
  const last = writes.filter(
    (it) =>
      it.outcome.told === 'unknown' ||
      (it.outcome.told === 'done' && !done.some((other) => other.begin > it.end)),
  )
  return new Set([...last.map((it) => it.value), ...(done.length === 0 ? [initial] : [])])
}
