import type { DeisConfig } from '../../api-types/deis/config.ts'
import type { Limit, Limits } from '../../api-types/process-settings.ts'
import { UserError } from '../../lib/errors.ts'
import { type DeisPlace, notThere } from './not-there.ts'
import { versions } from './versions.ts'

/** What a process type may use. Where Deis is told nothing, it limits nothing. */
export function limitsOf({ memory, cpu }: Pick<DeisConfig, 'memory' | 'cpu'>, type: string): Limits {
  return { memory: limitOf(memory[type]), cpu: limitOf(cpu[type]) }
}

/** "custom" as on every controller, where a type has limits of its own; Deis has no sizes. */
export function sizeOf({ memory, cpu }: Limits): string {
  return memory.own || cpu.own ? 'custom' : noSize
}

export const noSize = 'default'

function limitOf(text: string | number | undefined): Limit {
  if (text === undefined || text === '') return { limit: 'unlimited', request: null, own: false }
  const [first = '', second] = String(text).split('/')
  return second === undefined
    ? { limit: first, request: null, own: true }
    : { limit: second, request: first, own: true }
}

/** As the controller takes it. Throws where it can't be said to v1. */
export function memoryFor(place: DeisPlace, text: string): string {
  if (text.includes('/') && !versions[place.version].hasRequests)
    throw notThere(place, 'requests beside limits: name the limit alone')
  return text
}

/** v1 counts CPU in shares, of which a container has 1024, and answers what it was sent: its own client needs a number. */
export function cpuFor(place: DeisPlace, text: string): string | number {
  if (versions[place.version].hasRequests) return text
  if (/^\d+$/.test(text)) return Number(text)
  throw new UserError(`${text} is no number of CPU shares, which ${place.url} counts in.`, {
    code: 'invalid_params',
    hint: 'Write it like web=512; 1024 is what a container has without.',
  })
}
