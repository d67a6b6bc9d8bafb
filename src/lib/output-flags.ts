import { Flags } from '@oclif/core'
import type { Surroundings } from './surroundings.ts'

/** What every command takes about how it speaks. */
export const outputFlags = {
  'no-color': Flags.boolean({
    description: 'no colours, whatever the environment says',
    helpGroup: 'GLOBAL',
  }),
  quiet: Flags.boolean({
    description: 'only the answer, errors and questions: nothing of how it goes on',
    helpGroup: 'GLOBAL',
  }),
}

/** The same surroundings, with a terminal that does as the flags say. */
export function withOutputFlags(
  surroundings: Surroundings,
  flags: Readonly<Record<string, unknown>>,
): Surroundings {
  const changes = {
    ...(flags['no-color'] === true ? { colour: { value: { stdout: false, stderr: false } } } : {}),
    ...(flags['quiet'] === true ? { isQuiet: { value: true } } : {}),
    ...(flags['json'] === true ? { isJson: { value: true } } : {}),
  }
  if (Object.keys(changes).length === 0) return surroundings
  // Not by a copy: size, streams and the like are looked up when they are asked for.
  return { ...surroundings, terminal: Object.create(surroundings.terminal, changes) }
}
