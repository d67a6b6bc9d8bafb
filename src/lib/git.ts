import { execFile } from 'node:child_process'
import { UserError } from './errors.ts'
import type { Env } from './surroundings.ts'

export interface GitResult {
  exitCode: number
  stdout: string
}

/**
 * Runs git with these arguments, word for word. With `check`, an exit code other than 0 is thrown with what git said.
 * A missing git reads as exit code 127, as in a shell: without `check` it is as good as no repository.
 */
export function runGit(
  args: readonly string[],
  { cwd, env, check = false }: { cwd: string; env: Env; check?: boolean },
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd, env: { ...env } }, (error, stdout, stderr) => {
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
  })
}

function exitCodeOf(error: { code?: string | number | null }): number {
  if (typeof error.code === 'number') return error.code
  return error.code === 'ENOENT' ? 127 : 1
}
