import { quoteForShell } from './config-text.ts'
import { findToken } from './credentials.ts'
import { runGit } from './git.ts'
import { unsetForUrl } from './git-config.ts'
import type { Surroundings } from './surroundings.ts'
import { tokenStore } from './token-store.ts'

/**
 * Makes `qp git:credentials` what git asks for this controller, and for no other: `credential.<url>.helper` in the person's own
 * configuration. The empty value first switches off helpers from elsewhere, which would keep a copy of the token
 * (gitcredentials(7)). Answers false where git can't be told.
 */
export async function useCredentialHelper(
  surroundings: Surroundings,
  url: string,
  scope: '--global' | '--local' = '--global',
): Promise<boolean> {
  const { program } = surroundings
  // A value that begins with ! is a shell line, which git calls with get, store or erase. Only login and logout store and
  // erase: then the shell has nothing to do, and each fetch and push is spared a start of ours.
  // Absolute paths: whatever PATH is when git runs.
  const ask = [...program, 'git:credentials', 'get'].map(quoteForShell).join(' ')
  const helper = `!f() { test "$1" != get || exec ${ask}; }; f`
  const reset = await runGit(['config', scope, '--replace-all', helperKey(url), ''], surroundings)
  const added = await runGit(['config', scope, '--add', helperKey(url), helper], surroundings)
  return reset.exitCode === 0 && added.exitCode === 0
}

/** For who never logs in, as in CI with QP_API_KEY: this repository's git is told, where nobody's login has told it. */
export async function ensureCredentialHelper(surroundings: Surroundings, url: string): Promise<void> {
  const known = await runGit(['config', '--get-all', helperKey(url)], surroundings)
  if (known.exitCode !== 0) await useCredentialHelper(surroundings, url, '--local')
}

export function removeCredentialHelper(surroundings: Surroundings, url: string): Promise<void> {
  return unsetForUrl(surroundings, 'credential', url, 'helper')
}

/**
 * The answer to `git credential`'s question (key=value lines, git-credential(1)): the token as password, for a controller
 * that is logged in to; nothing for any other host, so that git asks elsewhere.
 */
export async function answerCredential(env: Surroundings['env'], question: string): Promise<string> {
  const fields = new Map(
    question.split('\n').map((line) => [before(line), line.slice(before(line).length + 1)]),
  )
  const url = `${fields.get('protocol')}://${fields.get('host')}`
  const token = await findToken(env, tokenStore(env), url)
  return token === undefined ? '' : `username=qp\npassword=${token}\n`
}

function before(line: string): string {
  return line.split('=', 1)[0] ?? ''
}

function helperKey(url: string): string {
  return `credential.${url}.helper`
}
