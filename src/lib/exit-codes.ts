import { stripVTControlCharacters } from 'node:util'
import { colours } from './colour.ts'
import { ApiError, CancelError, RemoteExit, UsageError, UserError } from './errors.ts'
import { harmless, harmlessJson } from './harmless-text.ts'
import type { Env, Surroundings } from './surroundings.ts'

export const exitCodes = { ok: 0, failed: 1, usage: 2, notLoggedIn: 4, interrupted: 130 } as const

/** What is said of an error; also the value of `error` under `--json`, where `exitCode` is left to the exit code. */
export interface ErrorReport {
  exitCode: number
  /** A stable name: the controller's error id, or ours. docs/errors.md lists them. */
  code: string
  message: string
  hint?: string | undefined
  /** The HTTP status, where the controller refused. */
  status?: number | undefined
}

/** The one table from what was thrown to words and an exit code. `env`: where a token may have come from. */
export function describeError(error: unknown, env: Env = {}): ErrorReport {
  if (error instanceof RemoteExit) return { exitCode: error.exitCode, code: 'remote_exit', message: '' }
  if (error instanceof CancelError || isPromptExit(error)) {
    return { exitCode: exitCodes.interrupted, code: 'cancelled', message: messageOf(error, 'Cancelled.') }
  }
  if (error instanceof UsageError) {
    return { exitCode: exitCodes.usage, code: 'usage', message: error.message }
  }
  if (error instanceof UserError) {
    return { exitCode: error.exitCode, code: error.code, message: error.message, hint: error.hint }
  }
  if (error instanceof ApiError) return describeApiError(error, env)
  const exit = oclifExit(error)
  if (exit) return exit
  return {
    exitCode: exitCodes.failed,
    code: 'bug',
    message: `this is a bug in qp: ${messageOf(error, String(error))}`,
    hint: 'Please report it, with what the same command prints with QP_DEBUG=1 before it.',
  }
}

/**
 * Says it on stderr, or as `{"error": …}` on stdout under `--json`, and returns the exit code.
 *
 * @param options.hint what next, where the error itself does not say it
 */
export function reportError(
  error: unknown,
  { terminal, env }: Pick<Surroundings, 'terminal' | 'env'>,
  { json, hint }: { json: boolean; hint?: string | undefined },
): number {
  const { exitCode, ...described } = describeError(error, env)
  const report = { ...described, hint: described.hint ?? hint }
  if (report.code === 'remote_exit' || report.code === 'exit') return exitCode
  if (json) terminal.stdout.write(harmlessJson(JSON.stringify({ error: report }, null, 2)) + '\n')
  else terminal.stderr.write(harmless(renderReport(report, terminal.colour.stderr)))
  if (env['QP_DEBUG'] && error instanceof Error) terminal.stderr.write(harmless(renderStack(error)))
  return exitCode
}

function describeApiError(error: ApiError, env: Env): ErrorReport {
  const { code, message, status } = error
  if (status !== 401) return { exitCode: exitCodes.failed, code, message, status }
  const hint = hintForToken(env)
  return { exitCode: exitCodes.notLoggedIn, code, message, hint, status }
}

/** Logging in helps nobody whose variable wins over what a login remembers. */
function hintForToken(env: Env): string {
  if (!env['QP_API_KEY'] || !env['QP_URL'] || env['QP_CONTROLLER']) return '`qp login URL` logs you in.'
  return `The token for ${env['QP_URL']} is the one in QP_API_KEY: set it to another, or unset it to go by a login.`
}

/** oclif's own errors: a command line it can't parse, and the "error" by which help and version end. */
function oclifExit(error: unknown): ErrorReport | undefined {
  if (!(error instanceof Error) || !('oclif' in error)) return undefined
  if ('code' in error && error.code === 'EEXIT')
    return { exitCode: exitOf(error.oclif), code: 'exit', message: '' }
  const message = stripVTControlCharacters(error.message)
    .replace(/^The following error occurred:\n\s+/, '')
    .replace(/^(\s*Missing required flag) (?=\w)/gm, '$1 --')
    .replace(/\nSee more help with --help$/, '')
    .replace(/^Parsing (--\S+) \n\t/, '$1: ')
  return { exitCode: exitCodes.usage, code: 'usage', message, hint: 'Add --help to see what it takes.' }
}

function exitOf(oclif: unknown): number {
  const isNumbered =
    typeof oclif === 'object' && oclif !== null && 'exit' in oclif && typeof oclif.exit === 'number'
  return isNumbered ? Number(oclif.exit) : exitCodes.ok
}

/** What @inquirer/prompts throws at Ctrl-C. By name, so that it need not be loaded to ask. */
function isPromptExit(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError'
}

function messageOf(error: unknown, otherwise: string): string {
  return error instanceof Error && !isPromptExit(error) && error.message !== '' ? error.message : otherwise
}

function renderReport({ message, hint }: Pick<ErrorReport, 'message' | 'hint'>, colour: boolean): string {
  const { red } = colours(colour)
  return `${red('Error:')} ${message}\n${hint === undefined ? '' : hint + '\n'}`
}

function renderStack(error: Error): string {
  const cause = error.cause instanceof Error ? renderStack(error.cause) : ''
  return `${error.stack ?? error.message}\n${cause === '' ? '' : 'Caused by: ' + cause}`
}
