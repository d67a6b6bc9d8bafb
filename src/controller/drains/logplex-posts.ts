import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Drain } from '../domain/drain.ts'
import { frameMessage, renderLogplexMessage } from '../domain/syslog-message.ts'
import { post } from '../receivers/post.ts'
import type { ReceiverNetwork } from '../receivers/receiver-network.ts'
import type { DrainTransport } from './drain-transport.ts'

/** In ms. */
const timeout = 15_000

/**
 * Batches in Logplex's manner: https://devcenter.heroku.com/articles/log-drains#https-drains. A batch that is sent again has the id
 * that it had, by which a receiver can tell that it has it already.
 */
export function logplexPosts(drain: Drain, network: ReceiverNetwork): DrainTransport {
  const url = new URL(drain.url)
  const agent = new (url.protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 })
  return {
    async send(batch, batchId, signal) {
      const headers = {
        'content-type': 'application/logplex-1',
        'logplex-msg-count': String(batch.length),
        'logplex-frame-id': batchId,
        'logplex-drain-token': drain.token,
        'user-agent': 'Logplex/qp',
      }
      const body = batch.map((line) => frameMessage(renderLogplexMessage(line))).join('')
      const status = await post(network, { url, headers, body, timeout, signal, agent })
      if (status >= 200 && status < 300) return undefined
      const why = `it answered ${status}`
      if (status >= 500 || status === 429 || status === 408) throw new Error(why)
      return { why }
    },
    close: () => agent.destroy(),
  }
}
