import { Args, Flags } from '@oclif/core'
import type { DynoCreate } from '../api-types/dyno.ts'
import { appFlag } from './app-flag.ts'
import { UsageError } from './errors.ts'
import { parseRunEnv } from './run-env.ts'

/** What `run` and `run:detached` share. Heroku's names and letters. */
export const runFlags = {
  ...appFlag,
  env: Flags.string({ char: 'e', multiple: true, description: 'config vars for this dyno alone: "A=1;B=2"' }),
  size: Flags.string({ char: 's', description: 'dyno size' }),
  type: Flags.string({ description: 'process type whose settings the dyno gets' }),
  'no-launcher': Flags.boolean({ hidden: true, description: "for Heroku's scripts; changes nothing" }),
}

/** ignoreStdin: oclif would read a missing word from stdin, and so eat the input of the remote process. */
export const runArgs = {
  command: Args.string({
    ignoreStdin: true,
    required: true,
    description: 'a shell line, or a program and its words',
  }),
}

/**
 * One word is a shell line, as on Heroku; several arrive as they are, with no shell in between. Throws a UsageError.
 */
export function describeOneOff(
  words: readonly unknown[],
  flags: { env?: string[] | undefined; size?: string | undefined; type?: string | undefined },
): DynoCreate {
  const [line, ...others] = words.map(String)
  if (line === undefined) throw new UsageError('what is to be run? `qp run bash` opens a shell.')
  return {
    ...(others.length === 0 ? { command: line } : { argv: [line, ...others] }),
    env: parseRunEnv(flags.env ?? []),
    ...(flags.size === undefined ? {} : { size: flags.size }),
    ...(flags.type === undefined ? {} : { type: flags.type }),
  }
}
