import { execFile } from 'node:child_process'
import { UserError } from './errors.ts'
import type { Env } from './surroundings.ts'

export interface GitResult {
  exitCode: number
  stdout: string
}

interface GitOptions {
  cwd: string
  env: Env
  check?: boolean
  /** All that it reads on stdin. */
  input?: string
  /** Ends it; it then failed. */
  signal?: AbortSignal
}

/**
 * Runs git with these arguments, word for word. With `check`, an exit code other than 0 is thrown with what git said.
 * A missing git reads as exit code 127, as in a shell: without `check` it is as good as no repository.
 */
export function runGit(
  args: readonly string[],
  { cwd, env, check = false, input = '', signal }: GitOptions,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...env }, ...(signal ? { signal } : {}) }
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      const exitCode = error ? exitCodeOf(error) : 0
      if (exitCode === 0 || !check) return resolve({ exitCode, stdout })
      const said = exitCode === 127 ? 'git is not installed, or not on PATH.' : stderr.trim()
      reject(
        new UserError(`git ${args.slice(0, 2).join(' ')} failed: ${said}`, {
          code: 'git_failed',
          cause: error,
        }),
      )
    })
    // One that ends without having read is no matter of ours.
    child.stdin?.on('error', () => {}).end(input)
  })
}

function exitCodeOf(error: { code?: string | number | null }): number {
  if (typeof error.code === 'number') return error.code
  return error.code === 'ENOENT' ? 127 : 1
}
