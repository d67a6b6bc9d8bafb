import { join } from 'node:path'
import { controllerUrl } from './controller-url.ts'
import { UserError } from './errors.ts'
import { changePrivately, readIfThere } from './private-file.ts'
import type { Env } from './surroundings.ts'

/** `because`: why not in the keychain. */
export type TokenPlace = { kind: 'keychain' } | { kind: 'file'; path: string; because?: string }

/** Keeps one token per controller, by its address: a token never leaves for another. */
export interface TokenStore {
  find(url: string): Promise<string | undefined>
  save(url: string, token: string): Promise<TokenPlace>
  remove(url: string): Promise<void>
}

/**
 * The token for a controller: QP_API_KEY, where QP_URL says that it is for this one, else the store's.
 * QP_API_KEY without QP_URL could go to any host that a git remote names, so it is refused.
 */
export async function findToken(env: Env, store: TokenStore, url: string): Promise<string | undefined> {
  if (env['QP_API_KEY'] && !env['QP_URL']) throw keyWithoutAddress()
  if (env['QP_API_KEY'] && env['QP_URL'] && controllerUrl(env['QP_URL']) === url) return env['QP_API_KEY']
  return store.find(url)
}

export function keyWithoutAddress(): UserError {
  return new UserError('QP_API_KEY is set without QP_URL, and a token is for one controller alone.', {
    code: 'token_without_host',
    hint: 'Set QP_URL to the address of the controller that the token is for.',
  })
}

export function tokensPath(configDir: string): string {
  return join(configDir, 'tokens.json')
}

/** Tokens in `tokens.json`, readable by its owner alone. */
export function fileTokenStore(configDir: string): TokenStore {
  const path = tokensPath(configDir)
  return {
    find: async (url) => parseTokens(path, await readIfThere(path))[url],
    save: async (url, token) => {
      await changePrivately(path, (text) => toText({ ...parseTokens(path, text), [url]: token }))
      return { kind: 'file', path }
    },
    remove: async (url) => {
      if ((await readIfThere(path)) === undefined) return
      await changePrivately(path, (text) => {
        const { [url]: removed, ...others } = parseTokens(path, text)
        return removed === undefined ? undefined : toText(others)
      })
    },
  }
}

function toText(tokens: Record<string, string>): string {
  return JSON.stringify(tokens, null, 2) + '\n'
}

function parseTokens(path: string, text: string | undefined): Record<string, string> {
  try {
    return text === undefined ? {} : (JSON.parse(text) as Record<string, string>)
  } catch {
    // Without the cause: it quotes the file, and the file holds tokens.
    throw new UserError(`${path} can't be read: it should be JSON.`, { hint: 'Remove it and log in again.' })
  }
}
