import { type DynoSize, getDynoSize } from './dyno-size.ts'
import { type ProblemOptions, problem } from './problem.ts'

/** What a dyno never gets more of, and (`request`) what it is left with when there is not enough for all. */
export interface Limit {
  limit: number
  request: number | null
}

/** A process type's own limits, in bytes and in thousandths of a CPU; where one is null, the dyno size's holds. */
export interface Limits {
  memory: Limit | null
  cpu: Limit | null
}

export const noLimits: Limits = { memory: null, cpu: null }

/** How the size of dynos with limits of their own is called. */
export const customSize = 'custom'

/** Nothing is nothing in any unit: "0/512M" leaves nothing aside. */
const memoryText = /^(?:0|(\d+)([BKMG])I?B?)$/i
const bytesOf: Readonly<Record<string, number>> = { B: 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

/** Docker starts no container with less. */
const leastMemory = 6 * 1024 ** 2

const cpuText = /^(\d+|\d*\.\d+)(m?)$/

/** The kernel's shortest share of its period. */
const leastCpu = 10

/** "512M", or "256M/512M" for request and limit, in Deis's units: B, K, M, G, each 1024 of the one before. */
export function parseMemoryLimit(text: string): Limit {
  const parsed = parseLimit(text, (part) => {
    const [known, number = 0, unit = 'B'] = memoryText.exec(part) ?? []
    return known === undefined ? undefined : Number(number) * (bytesOf[unit.toUpperCase()] ?? 1)
  })
  if (!parsed)
    throw refused(text, 'memory', 'Write it like 512M or 1G, or 256M/512M for request and limit.', {
      reason: 'memory_format',
    })
  if (parsed.limit < leastMemory) throw refused(text, 'memory', 'A dyno has 6M at least.')
  return parsed
}

/** "500m", "0.5", "2", or "250m/500m" for request and limit; without an m in CPUs. */
export function parseCpuLimit(text: string): Limit {
  const parsed = parseLimit(text, (part) => {
    const [, number, milli] = cpuText.exec(part) ?? []
    return number === undefined ? undefined : Math.round(Number(number) * (milli === 'm' ? 1 : 1000))
  })
  if (!parsed)
    throw refused(text, 'CPU', 'Write it like 500m or 1.5, or 250m/500m for request and limit.', {
      reason: 'cpu_format',
    })
  if (parsed.limit < leastCpu) throw refused(text, 'CPU', `A dyno has ${leastCpu}m at least.`)
  return parsed
}

function parseLimit(text: string, parsePart: (part: string) => number | undefined): Limit | undefined {
  const parts = text.split('/').map(parsePart)
  const [request, limit] = parts.length === 1 ? [null, parts[0]] : parts
  if (parts.length > 2 || request === undefined || limit === undefined) return undefined
  if (!Number.isSafeInteger(limit) || (request !== null && request > limit)) return undefined
  return { limit, request }
}

function refused(text: string, what: string, next: string, options?: ProblemOptions) {
  return problem('invalid_params', `${JSON.stringify(text)} is no ${what} limit. ${next}`, options)
}

/** In the largest unit that it is a whole number of: "512M". */
export function formatMemory(bytes: number): string {
  if (bytes === 0) return '0'
  const unit = ['G', 'M', 'K'].find((it) => bytes % (bytesOf[it] ?? 1) === 0) ?? 'B'
  return `${bytes / (bytesOf[unit] ?? 1)}${unit}`
}

/** "2" CPUs, or "500m". */
export function formatCpu(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`
}

/** What holds for a dyno of this size with these limits of its own, in Deis's units. */
export function effectiveLimits(sizeName: string, own: Limits): { memory: Limit; cpu: Limit } {
  const size: DynoSize = getDynoSize(sizeName)
  return {
    memory: own.memory ?? { limit: size.memoryMb * 1024 ** 2, request: null },
    cpu: own.cpu ?? { limit: size.cpus * 1000, request: null },
  }
}

/** The size as it is shown: its name, unless there are limits of its own. */
export function shownSize(sizeName: string, own: Limits): string {
  return own.memory || own.cpu ? customSize : sizeName
}
