import http from 'node:http'
import https from 'node:https'

export interface AcmeAnswer {
  status: number
  headers: http.IncomingHttpHeaders
  text: string
}

/** Longer than any of them takes to answer. */
const limitMs = 30_000

/**
 * One request to a certificate authority.
 *
 * @param ca PEM, for an authority of one's own whose web server nobody else vouches for
 */
export function askAuthority(
  url: string,
  { method, body, ca }: { method: 'GET' | 'HEAD' | 'POST'; body?: string; ca?: string | undefined },
): Promise<AcmeAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<AcmeAnswer>()
  const headers = {
    'user-agent': 'qp',
    ...(body === undefined ? {} : { 'content-type': 'application/jose+json' }),
  }
  const options = { method, headers, timeout: limitMs, ...(ca === undefined ? {} : { ca }) }
  const call = url.startsWith('http:') ? http.request(url, options) : https.request(url, options)
  call.on('timeout', () => call.destroy(new Error(`no answer from ${new URL(url).host} within 30 s`)))
  call.on('error', reject)
  call.on('response', (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', reject)
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString(),
      }),
    )
  })
  call.end(body)
  return promise
}
