import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import type { ReceiverNetwork } from './receiver-network.ts'

/** How often one address may lead to another. */
const mostRedirects = 5

/** Milliseconds without a byte. */
const patience = 60_000

/**
 * What is at an address that a user named, as it comes. Redirects are followed, each by the same rules. A URL's user and password go
 * as Basic authorization. Throws where it is answered with anything but 200.
 */
export async function download(network: ReceiverNetwork, url: URL, signal: AbortSignal): Promise<Readable> {
  let next = url
  for (let count = 0; count <= mostRedirects; count += 1) {
    const answer = await get(network, next, signal)
    const { statusCode = 0, headers } = answer
    if (statusCode === 200) return answer
    answer.destroy()
    const to = statusCode >= 300 && statusCode < 400 ? URL.parse(headers.location ?? '', next.href) : null
    if (!to) throw new Error(`${next.host} answered ${statusCode}`)
    if (!/^https?:$/.test(to.protocol)) throw new Error(`${next.host} leads to ${to.protocol}//`)
    next = to
  }
  throw new Error(`${url.host} leads on and on`)
}

async function get(network: ReceiverNetwork, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  network.checkAddress(url.hostname.replace(/^\[(.*)\]$/, '$1'))
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const asked = request(
    url,
    {
      headers: { 'user-agent': 'qp', accept: '*/*' },
      lookup: network.lookup,
      signal,
      agent: false,
      timeout: patience,
      ...(network.ca === undefined ? {} : { ca: network.ca }),
    },
    resolve,
  )
  asked.on('error', reject)
  asked.on('timeout', () =>
    asked.destroy(new Error(`no answer from ${url.host} within ${patience / 1000} seconds`)),
  )
  asked.end()
  return promise
}
