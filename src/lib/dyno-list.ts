import type { Dyno } from '../api-types/dyno.ts'
import { type Colours, colours } from './colour.ts'
import { formatSince } from './duration.ts'
import { renderHeading } from './layout.ts'
import type { Surroundings } from './surroundings.ts'

/** Process types by name, one-off dynos last; dynos of a type by number: web.2 before web.10. */
export function compareDynos(a: Dyno, b: Dyno): number {
  if (isOneOff(a) !== isOneOff(b)) return isOneOff(a) ? 1 : -1
  if (a.type !== b.type) return a.type < b.type ? -1 : 1
  return ordinalOf(a) - ordinalOf(b)
}

/** Dynos under a heading for each type, size and command, as `heroku ps` shows them. */
export function renderDynos(
  dynos: readonly Dyno[],
  { terminal, now }: Pick<Surroundings, 'terminal' | 'now'>,
): string {
  const paint = colours(terminal.colour.stdout)
  const groups = Object.entries(Object.groupBy(dynos, (dyno) => titleOf(dyno, paint)))
  return groups
    .map(([title, group = []]) => {
      const lines = group.map((dyno) => renderDyno(dyno, now(), paint))
      return `${renderHeading(`${title} (${paint.yellow(String(group.length))})`, paint)}\n\n${lines.join('\n')}\n`
    })
    .join('\n')
}

function titleOf(dyno: Dyno, { green, cyan }: Colours): string {
  if (isOneOff(dyno)) return `${green('run')}: one-off processes`
  // An image's own command is not known to the controller.
  return `${green(dyno.type)} (${cyan(dyno.size)})${dyno.command === '' ? '' : `: ${dyno.command}`}`
}

function renderDyno(dyno: Dyno, now: Date, { green, yellow, cyan, dim }: Colours): string {
  const state = dyno.state === 'up' ? green(dyno.state) : yellow(dyno.state)
  const since = dim(formatSince(new Date(dyno.updated_at), now))
  if (!isOneOff(dyno)) return `${dyno.name}: ${state} ${since}`
  return `${dyno.name} (${cyan(dyno.size)}): ${state} ${since}: ${dyno.command}`
}

function isOneOff({ type }: Dyno): boolean {
  return type === 'run'
}

function ordinalOf({ name }: Dyno): number {
  return Number(name.slice(name.lastIndexOf('.') + 1))
}
