import { UserError } from '../lib/errors.ts'

/** An answer, as far as it may be a redirect. */
export interface Redirecting {
  statusCode: number
  headers: Readonly<Record<string, string | string[] | undefined>>
}

const statuses: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Where an answer sends its asker on; undefined where it does not. Only what reads is sent on, and only within the controller: what a
 * request brings along, passwords and config vars most of all, is for the one that was named.
 */
export function redirectionOf({ statusCode, headers }: Redirecting, from: string): URL | undefined {
  const { location } = headers
  if (!statuses.includes(statusCode) || typeof location !== 'string') return undefined
  return URL.parse(location, from) ?? undefined
}

/** For an answer that was a redirect and was not followed. */
export function sentOn(url: string, to: URL): UserError {
  const isElsewhere = to.origin !== new URL(url).origin
  return new UserError(`${url} sends its callers on to ${isElsewhere ? to.origin : to.pathname}.`, {
    code: 'redirected',
    hint: isElsewhere
      ? `Nothing was sent there. If that is the controller that you mean: \`qp login ${to.origin}\`.`
      : 'Nothing was sent there: what changes something is sent once, to the address it is for.',
  })
}
