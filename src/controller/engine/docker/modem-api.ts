import { addAbortSignal, Duplex, PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { problem } from '../../domain/problem.ts'
import type { DockerApi, DockerRequest, Query } from './docker-api.ts'
import type { DockerEndpoint } from './endpoint.ts'
import { readRefusal, toProblem } from './errors.ts'
import { describeUnreachable } from './unreachable.ts'

/** The part of dockerode that is used: it knows how to ask an engine, and how to hijack. */
export interface Modem {
  dial(options: object, callback: (error: unknown, answer: unknown) => void): void
}

interface DialOptions {
  isStream?: boolean
  hijack?: boolean
}

/**
 * Requests by dockerode's modem rather than by its methods: those send every option twice, in the URL and as the body,
 * and a container's environment has no place in a URL, where it is logged and limited.
 */
export function createModemApi(modem: Modem, endpoint: DockerEndpoint): DockerApi {
  async function openBody(request: DockerRequest): Promise<Readable> {
    const body = await dial(request, { isStream: true })
    if (body instanceof Readable) return body
    throw new Error('dockerode answered a stream request with something else')
  }

  async function dial(request: DockerRequest, options: DialOptions): Promise<unknown> {
    const path = buildPath(request)
    const refused = new AbortController()
    const signals = [refused.signal, ...(request.signal ? [request.signal] : [])]
    try {
      return await new Promise((resolve, reject) => {
        modem.dial(
          {
            path,
            method: request.method,
            statusCodes: { 200: true, 201: true, 204: true },
            abortSignal: AbortSignal.any(signals),
            ...(request.body && { options: { _query: {}, _body: request.body } }),
            ...(request.upload && { file: request.upload }),
            // The modem adds its own to what it gets.
            ...(request.headers && { headers: { ...request.headers } }),
            ...options,
          },
          (error, answer) => (error ? reject(error) : resolve(answer)),
        )
      })
    } catch (error) {
      request.signal?.throwIfAborted()
      // What broke then is not the engine but what was being sent.
      if (request.upload?.errored) throw request.upload.errored
      request.upload?.destroy()
      // A request whose upload stops half way would stay open.
      refused.abort()
      throw toProblem(error, endpoint)
    }
  }

  return {
    async send(request) {
      try {
        // Read here: the modem itself waits for ever for the rest of an answer that breaks off.
        return await readAnswer(relayBody(await openBody(request), endpoint))
      } catch (error) {
        request.signal?.throwIfAborted()
        if (readRefusal(error)?.status === 304) return undefined
        throw error
      }
    },
    async stream(request) {
      const relayed = relayBody(await openBody(request), endpoint)
      // The request's own signal does nothing more once all has come, read or not.
      return request.signal ? addAbortSignal(request.signal, relayed) : relayed
    },
    async hijack(request) {
      const connection = await dial(request, { isStream: true, hijack: true })
      if (!(connection instanceof Duplex)) throw new Error('dockerode answered a hijack with no connection')
      return connection
    },
  }
}

/** What it says as JSON, and the bytes themselves where they are none. */
async function readAnswer(body: Readable): Promise<unknown> {
  const bytes = await buffer(body)
  try {
    return JSON.parse(bytes.toString()) ?? bytes
  } catch {
    return bytes
  }
}

/** A body that breaks off says that the engine is gone, in the same words as a connection that can't be made. */
function relayBody(body: Readable, endpoint: DockerEndpoint): Readable {
  const relay = new PassThrough()
  body.once('error', (error) => relay.destroy(describeUnreachable(error, endpoint)))
  // Whoever reads sees it, now or later; what nobody reads at that moment must not bring the controller down.
  relay.on('error', () => {})
  relay.once('close', () => body.destroy())
  return body.pipe(relay)
}

/** The modem drops a path's last character where it has a query, expecting an empty one: hence the `&`. */
export function buildPath({
  path,
  query = {},
  rawQuery,
}: Pick<DockerRequest, 'path' | 'query' | 'rawQuery'>): string {
  checkPath(path)
  const text = [...(rawQuery ? [rawQuery] : []), buildQuery(query)].filter((it) => it !== '').join('&')
  return text === '' ? path : `${path}?${text}&`
}

/**
 * An engine answers another path than a clean one by sending on to the clean one, which may be of something else altogether; and
 * dockerode follows, to a host that there is not, without anybody who hears of the error.
 */
function checkPath(path: string): void {
  const isClean = path
    .slice(1)
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..')
  if (!isClean)
    throw problem(
      'invalid_params',
      `Docker has nothing at ${JSON.stringify(path)}: a name in it can't be one.`,
    )
}

function buildQuery(query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    if (Array.isArray(value)) for (const it of value) parameters.append(name, String(it))
    else parameters.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return parameters.toString()
}
