import { UserError } from '../lib/errors.ts'
import { createAgents, type Network } from './agents.ts'
import type { Dialect } from './dialect.ts'
import { redirectionOf, sentOn } from './redirects.ts'
import { connectionError } from './refusal.ts'
import type { HttpOptions } from './requests.ts'
import { tellSilence, usualLimits } from './silence.ts'
import { talkHooks } from './talk.ts'

/**
 * What the controller at this address speaks. Nothing secret is sent, and nothing followed: who is asked is who was named.
 *
 * The Platform API has `GET /account`, at Heroku as here, and refuses it to nobody in particular with an `id` and a `message`. Deis's
 * controllers say their version in a header of every answer (`DEIS_API_VERSION`, "2.3" and "1.7"), also of the 401 that `GET /v2/`
 * is without a token. qp's own controller speaks both: the first is asked for first, since it says more.
 */
export async function findDialect(url: string, network: Network, hearing: Hearing = {}): Promise<Dialect> {
  const ask = await asker(url, network, hearing)
  if (speaksPlatform(await ask('/account'))) return 'platform'
  const newest = await ask('/v2/')
  if (isVersion(newest, 2)) return 'deis'
  // Each of Deis's controllers knows its own version alone, but tells it whatever it is asked.
  if (isVersion(newest, 1) || isVersion(await ask('/v1/'), 1)) return 'deis-v1'
  throw new UserError(`what answers at ${url} is no controller that qp knows.`, {
    code: 'no_controller',
    hint: 'Is the address right? It is the controller that is meant, not an app. --dialect platform, deis or deis-v1 says what it speaks.',
  })
}

type Hearing = Pick<HttpOptions, 'talk' | 'onSilence' | 'limits'>

interface Answer {
  statusCode: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

async function asker(
  url: string,
  network: Network,
  { talk, onSilence, limits = usualLimits }: Hearing,
): Promise<(path: string) => Promise<Answer>> {
  const { default: got } = await import('got')
  const agents = createAgents(network)
  return async (path) => {
    const isHeard = tellSilence(url, limits.told, onSilence)
    try {
      const answer = await got(url + path, {
        headers: { accept: 'application/vnd.heroku+json; version=3', 'user-agent': 'qp' },
        throwHttpErrors: false,
        followRedirect: false,
        retry: { limit: 0 },
        ...(talk ? { hooks: talkHooks(talk) } : {}),
        timeout: { connect: 10_000, socket: limits.reading },
        ...(await agents.forGot(new URL(url))),
      })
      checkIsHere(url, answer)
      return answer
    } catch (error) {
      throw connectionError(error, url)
    } finally {
      isHeard()
    }
  }
}

/** A controller elsewhere is logged in to by its own address: only that one ever gets the token. */
function checkIsHere(url: string, answer: Answer): void {
  const to = redirectionOf(answer, url)
  if (to && to.origin !== new URL(url).origin) throw sentOn(url, to)
}

function speaksPlatform({ statusCode, body }: Answer): boolean {
  if (statusCode !== 401 && statusCode !== 403) return false
  try {
    const said: unknown = JSON.parse(body)
    return typeof said === 'object' && said !== null && 'id' in said && 'message' in said
  } catch {
    return false
  }
}

function isVersion({ headers }: Answer, major: number): boolean {
  return String(headers['deis_api_version'] ?? '').startsWith(`${major}.`)
}
