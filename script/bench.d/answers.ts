import { type Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

/** Where requests go: to this port of 127.0.0.1, for this host. */
export interface Target {
  port: number
  hostname: string
  agent?: Agent
}

export interface Answer {
  status: number
  body: string
}

/** Between two tries, in ms. */
const retry = 10

/** Rejects where no whole answer comes, at the latest after so many ms. */
export function get({ port, hostname, agent }: Target, timeout = 10_000): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      headers: { host: hostname },
      timeout,
      ...(agent ? { agent } : {}),
    }
    const asked = request(options, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject)
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${timeout} ms`)))
    asked.on('error', reject)
    asked.end()
  })
}

/** Waits until this is the answer, a minute at most. */
export async function untilAnswer(target: Target, body: string): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await get(target).catch(() => undefined)
    if (answer?.status === 200 && answer.body === body) return
    if (performance.now() > deadline) {
      const last = answer ? `${answer.status} ${answer.body}` : 'none'
      throw new Error(`${target.hostname}:${target.port} does not answer "${body}". Its last answer: ${last}`)
    }
    await delay(retry)
  }
}
