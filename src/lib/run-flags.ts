import { Args, Flags } from '@oclif/core'
import type { DynoCreate, RunInsideCreate } from '../api-types/dyno.ts'
import { appFlag } from './app-flag.ts'
import { parseDuration } from './duration.ts'
import { UsageError, UserError } from './errors.ts'
import { refuseLostBytes } from './lost-bytes.ts'
import { parseRunEnv } from './run-env.ts'

/** What `run` and `run:detached` share. Heroku's names and letters. */
export const runFlags = {
  ...appFlag,
  env: Flags.string({ char: 'e', multiple: true, description: 'config vars for this dyno alone: "A=1;B=2"' }),
  size: Flags.string({ char: 's', description: 'dyno size' }),
  type: Flags.string({ description: 'process type whose settings the dyno gets' }),
  timeout: Flags.string({ description: 'end it after this time, whatever it does: 90s, 10m, 2h' }),
  ttl: Flags.string({ description: 'end it after this time if nobody is attached (24h without)' }),
  'no-launcher': Flags.boolean({ hidden: true, description: "for Heroku's scripts; changes nothing" }),
}

export const ttyFlag = {
  tty: Flags.boolean({
    allowNo: true,
    description: 'with a terminal, or without, whatever stdin and stdout are',
  }),
}

/** Without a controller's session. */
export const dockerFlags = {
  docker: Flags.string({
    description:
      'run it straight on this Docker Engine: tcp://, ssh:// or unix:// address, docker context, or "default"',
    helpValue: 'ADDRESS',
  }),
  image: Flags.string({
    description: "with --docker: of this image, in place of an app's; needs no controller",
    exclusive: ['app', 'remote', 'type'],
  }),
}

/** What `run:inside` and `ps:exec` share. */
export const insideFlags = {
  ...appFlag,
  env: runFlags.env,
  timeout: runFlags.timeout,
  'exit-code': Flags.boolean({ char: 'x', hidden: true, description: "for Heroku's scripts; it always is" }),
  'no-launcher': runFlags['no-launcher'],
  listen: Flags.boolean({ hidden: true, description: "for Heroku's scripts; changes nothing" }),
  ...ttyFlag,
}

interface RunFlags {
  env?: string[] | undefined
  size?: string | undefined
  type?: string | undefined
  timeout?: string | undefined
  ttl?: string | undefined
}

/** ignoreStdin: oclif would read a missing word from stdin, and so eat the input of the remote process. */
export const runArgs = {
  command: Args.string({
    ignoreStdin: true,
    required: true,
    description: 'a shell line, or a program and its words',
  }),
}

export const insideArgs = {
  dyno: Args.string({ ignoreStdin: true, required: true, description: 'a dyno that runs: web.1, run.1234' }),
  command: runArgs.command,
}

export const execArgs = {
  command: Args.string({
    ignoreStdin: true,
    description: 'a shell line, or a program and its words; bash without',
  }),
}

/**
 * One word is a shell line, as on Heroku; several arrive as they are, with no shell in between. Throws a UsageError.
 */
export function describeOneOff(words: readonly unknown[], flags: RunFlags): DynoCreate {
  const [line, ...others] = words.map(String)
  if (line === undefined) throw new UsageError('what is to be run? `qp run bash` opens a shell.')
  refuseLostBytes([line, ...others])
  return {
    ...(others.length === 0 ? { command: line } : { argv: [line, ...others] }),
    env: parseRunEnv(flags.env ?? []),
    ...(flags.size === undefined ? {} : { size: flags.size }),
    ...(flags.type === undefined ? {} : { type: flags.type }),
    ...(flags.timeout === undefined ? {} : { timeout: parseDuration(flags.timeout, '--timeout') }),
    ...(flags.ttl === undefined ? {} : { time_to_live: parseDuration(flags.ttl, '--ttl') }),
  }
}

export function describeInside(
  words: readonly unknown[],
  flags: Pick<RunFlags, 'env' | 'timeout'>,
): RunInsideCreate {
  const { env, timeout } = flags
  return describeOneOff(words, { env, timeout })
}

/**
 * What follows the command is the command's. Where qp then finds no app, and the command's words name one, that is likely why:
 * says so in the place of the error.
 */
export async function withAppHint<T>(words: readonly unknown[], context: Promise<T>): Promise<T> {
  try {
    return await context
  } catch (error) {
    const misplaced = words.map(String).find((word) => /^(-a|--app|-r|--remote)(=|$)/.test(word))
    if (misplaced === undefined || !(error instanceof UserError) || error.code !== 'no_app') throw error
    const hint = `${misplaced} stands behind the command and is the command's. Write it before: \`qp run ${misplaced} ... ${String(words[0])}\`.`
    throw new UserError(error.message, { code: error.code, hint })
  }
}
