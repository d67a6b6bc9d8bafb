import { setTimeout as delay } from 'node:timers/promises'
import type { DeployPlace } from './place.ts'

/**
 * What whoever asked was told. `done`: by an answer of 2xx, `refused`: by one of another status, `unknown`: nothing, since the client or
 * the controller was killed meanwhile.
 */
export type Outcome =
  | { told: 'done'; body: unknown }
  | { told: 'refused'; status: number; text: string }
  | { told: 'unknown' }

/** In ms: whoever waits longer than this for any change waits for ever. */
const bound = 240_000

/** Asks the controller; where the client is killed, or nobody listens, nothing is known. */
export async function ask(
  { controller }: Pick<DeployPlace, 'controller'>,
  method: string,
  path: string,
  { body, clientLives = bound }: { body?: unknown; clientLives?: number | undefined } = {},
): Promise<Outcome> {
  const headers = {
    authorization: `Bearer ${controller.token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  try {
    const answer = await fetch(`http://127.0.0.1:${controller.apiPort}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(clientLives),
    })
    const text = await answer.text()
    if (!answer.ok) return { told: 'refused', status: answer.status, text }
    return { told: 'done', body: text === '' ? undefined : JSON.parse(text) }
  } catch (error) {
    if (clientLives === bound && error instanceof DOMException && error.name === 'TimeoutError')
      throw new Error(`${method} ${path} was not answered within ${bound} ms`)
    return { told: 'unknown' }
  }
}

/** An answer of 2xx, for whoever looks; asked again while the controller is away. */
export async function look<T>(place: DeployPlace, path: string): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const outcome = await ask(place, 'GET', path)
    if (outcome.told === 'done') return outcome.body as T
    if (outcome.told === 'refused' || tries > 20) throw new Error(`GET ${path}: ${JSON.stringify(outcome)}`)
    await delay(200)
  }
}
