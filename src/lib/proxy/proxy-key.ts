import { randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * What a client shows to a proxy on this machine, in the place of a token: others on the machine can connect to it too. Good for as
 * long as the proxy runs, and nowhere else.
 */
export interface ProxyKey {
  text: string
  /** By the Authorization header: as a bearer's token, or as the password that git sends. */
  isShown(authorization: string | undefined): boolean
}

export function createProxyKey(): ProxyKey {
  const text = randomBytes(24).toString('base64url')
  return { text, isShown: (authorization) => isSame(readSecret(authorization), text) }
}

function readSecret(authorization = ''): string {
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return value
  return scheme === 'Basic'
    ? Buffer.from(value, 'base64')
        .toString()
        .replace(/^[^:]*:/, '')
    : ''
}

function isSame(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)]
  return one.length === other.length && timingSafeEqual(one, other)
}
