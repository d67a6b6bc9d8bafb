import { didYouMean, nearWords } from '../../words/near.ts'
import type { ProcessTypes } from '../../words/procfile.ts'
import { UsageError } from '../errors.ts'

/** A process to run on this machine. */
export interface LocalProcess {
  /** "web.1" */
  name: string
  /** A shell line. */
  line: string
  port: number
}

/** Runs once in a deploy, and in no dyno of its own. */
const releaseType = 'release'

/**
 * What to run of a Procfile: all types but `release`, or those that are named, "web,worker" or "web=2,worker". Ports as
 * node-foreman gives them out, by which Heroku does it: a hundred apart from type to type, one from process to process.
 *
 * @param basePort the first type's
 */
export function planProcesses(
  types: ProcessTypes,
  asked: string | undefined,
  basePort: number,
): LocalProcess[] {
  const counts = asked === undefined ? all(types) : parseCounts(asked, types)
  return Object.entries(types).flatMap(([type, line], index) =>
    Array.from({ length: counts.get(type) ?? 0 }, (_, ordinal) => ({
      name: `${type}.${ordinal + 1}`,
      line,
      port: basePort + 100 * index + ordinal,
    })),
  )
}

function all(types: ProcessTypes): Map<string, number> {
  return new Map(
    Object.keys(types)
      .filter((type) => type !== releaseType)
      .map((type) => [type, 1]),
  )
}

function parseCounts(asked: string, types: ProcessTypes): Map<string, number> {
  return new Map(asked.split(',').map((text) => parseCount(text.trim(), types)))
}

function parseCount(text: string, types: ProcessTypes): [string, number] {
  const [, type = '', count = '1'] = /^([^=]+)(?:=(\d{1,2}))?$/.exec(text) ?? []
  if (Object.hasOwn(types, type)) return [type, Number(count)]
  const known = Object.keys(types)
  const near = didYouMean(nearWords(type, known))
  throw new UsageError(
    `the Procfile has no ${type === '' ? JSON.stringify(text) : type}.${near || ` It has ${known.join(', ')}.`}`,
  )
}
