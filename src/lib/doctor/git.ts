import { UserError } from '../errors.ts'
import { runGit } from '../git.ts'
import type { Env } from '../surroundings.ts'
import type { Finding } from './check.ts'

export interface GitOptions {
  cwd: string
  env: Env
  /** Undefined: no controller is known, or nobody is logged in to it. Without a token git has another way: keys. */
  controller: { url: string; token: string | undefined } | undefined
  /** The address of an app's repository, to be listed. */
  repository: string | undefined
  signal: AbortSignal
}

/** Whether git is there, gets the token from qp, and reaches the app's repository with it. */
export async function checkGit(options: GitOptions): Promise<Finding> {
  const { cwd, env, signal, controller, repository } = options
  const { exitCode, stdout } = await runGit(['--version'], { cwd, env, signal })
  if (exitCode !== 0) {
    const hint = 'Install it; `qp` itself works without, but nothing can be pushed.'
    return { status: 'failed', detail: 'git is not installed, or not on PATH.', hint }
  }
  const version = stdout.trim().replace('git version', 'git')
  if (!controller) return { status: 'passed', detail: `${version}; not logged in, so no more was tried` }
  const { url, token } = controller
  if (token !== undefined && !(await hasToken(options, url, token)))
    return withoutToken(version, options, url)
  const way = token === undefined ? 'goes by SSH and your keys' : 'gets its password from qp'
  if (repository === undefined) return { status: 'passed', detail: `${version}, ${way}` }
  const problem = await tryRepository(options, repository)
  if (problem) return problem
  return { status: 'passed', detail: `${version}, ${way}, reaches ${repository}` }
}

/** Asks git as `git push` would ask, and compares. Nothing is shown or stored. */
async function hasToken({ cwd, env, signal }: GitOptions, url: string, token: string): Promise<boolean> {
  const { protocol, host } = new URL(url)
  const input = `protocol=${protocol.slice(0, -1)}\nhost=${host}\n\n`
  const { stdout } = await runGit(['credential', 'fill'], { cwd, env: unasked(env), input, signal })
  return stdout.split('\n').includes(`password=${token}`)
}

function withoutToken(version: string, { env }: GitOptions, url: string): Finding {
  return {
    // Who lives by QP_API_KEY has not logged in, and may not mean to push.
    status: env['QP_API_KEY'] ? 'warned' : 'failed',
    detail: `${version} does not get the token for ${url} from qp.`,
    hint: `\`qp login ${url}\` sets git up to ask qp for it.`,
  }
}

async function tryRepository(
  { cwd, env, signal }: GitOptions,
  repository: string,
): Promise<Finding | undefined> {
  try {
    await runGit(['ls-remote', '--heads', repository], { cwd, env: unasked(env), signal, check: true })
    return undefined
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { status: 'failed', detail: error.message, hint: hintFor(repository, error.message) }
  }
}

function hintFor(repository: string, problem: string): string {
  if (repository.startsWith('ssh:'))
    return '`qp keys` lists the keys that the controller lets in, `qp keys:add` adds one; the host and the port must be reached from here.'
  if (/certificate/i.test(problem))
    return 'git trusts what `qp login URL --ca-file FILE` tells it; with QP_CA_FILE, `qp git:remote` does.'
  return 'git goes by its own settings: `git config --get-regexp "http|proxy"` shows them.'
}

/** git must not ask a person, in whatever way. */
function unasked(env: Env): Env {
  const ssh = `${env['GIT_SSH_COMMAND'] || 'ssh'} -o BatchMode=yes`
  return { ...env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', GIT_SSH_COMMAND: ssh }
}
