import { configDir } from './config-dir.ts'
import { quoteForShell } from './config-text.ts'
import { fileTokenStore, findToken } from './credentials.ts'
import { runGit } from './git.ts'
import { unsetForUrl } from './git-config.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Makes `qp git:credentials` what git asks for this controller, and for no other: `credential.<url>.helper` in the person's own
 * configuration. The empty value first switches off helpers from elsewhere, which would keep a copy of the token
 * (gitcredentials(7)). Answers false where git can't be told.
 */
export async function useCredentialHelper(surroundings: Surroundings, url: string): Promise<boolean> {
  const { program } = surroundings
  // A value that begins with ! is a shell line, which git calls with get, store or erase. Only login and logout store and
  // erase: then the shell has nothing to do, and each fetch and push is spared a start of ours.
  // Absolute paths: whatever PATH is when git runs.
  const ask = [...program, 'git:credentials', 'get'].map(quoteForShell).join(' ')
  const helper = `!f() { test "$1" != get || exec ${ask}; }; f`
  const reset = await runGit(['config', '--global', '--replace-all', helperKey(url), ''], surroundings)
  const added = await runGit(['config', '--global', '--add', helperKey(url), helper], surroundings)
  return reset.exitCode === 0 && added.exitCode === 0
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
  const token = await findToken(env, fileTokenStore(configDir(env)), url)
  return token === undefined ? '' : `username=qp\npassword=${token}\n`
}

function before(line: string): string {
  return line.split('=', 1)[0] ?? ''
}

function helperKey(url: string): string {
  return `credential.${url}.helper`
}
