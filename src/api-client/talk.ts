import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { Hooks, RequestError } from 'got'
import { blank, blankAddress, blankBody, blankHeaders } from './blank-secrets.ts'

/** Hears what is sent and answered, a text of some lines at a time, without its secrets. */
export type Talk = (text: string) => void

/** Characters of a body. */
const longest = 10_000

export interface Sent {
  method: string
  url: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** As it is sent; undefined where it is none, or comes as a stream. */
  body?: string | undefined
}

export interface Answered {
  sent: Pick<Sent, 'method' | 'url'>
  status: number
  milliseconds: number
  headers: Sent['headers']
  /** Undefined where it comes as a stream. */
  body?: string | undefined
}

/** What QP_DEBUG shows of a request. */
export function renderSent({ method, url, headers, body }: Sent): string {
  return [`> ${method} ${blankAddress(url)}`, ...lines('>', headers, url, body)].join('\n')
}

/** And of its answer. */
export function renderAnswered({ sent, status, milliseconds, headers, body }: Answered): string {
  const head = `< ${status} ${sent.method} ${blankAddress(sent.url)} (${Math.round(milliseconds)} ms)`
  return [head, ...lines('<', headers, sent.url, body)].join('\n')
}

/** And of none. */
export function renderFailed(error: NodeJS.ErrnoException): string {
  return `< ${error.code ?? error.name}: ${error.message}`
}

function lines(mark: string, headers: Sent['headers'], url: string, body: string | undefined): string[] {
  const shown = Object.entries(blankHeaders(headers)).map(([name, value]) => `${mark}   ${name}: ${value}`)
  return body === undefined || body === '' ? shown : [...shown, `${mark}   ${renderBody(url, body)}`]
}

/** What is not JSON may be anything: a log, a page, an archive. Its size is enough. */
function renderBody(url: string, body: string): string {
  try {
    const text = JSON.stringify(blankBody(new URL(url).pathname, JSON.parse(body)))
    return text.length > longest ? `${text.slice(0, longest)}…` : text
  } catch {
    return `(${Buffer.byteLength(body)} bytes, no JSON)`
  }
}

/** Tells the head of the answer to one of got's streams, which is all of it that is told. */
export function talkOfAnswer(talk: Talk, stream: Readable, sent: Answered['sent']): void {
  const started = performance.now()
  stream.once('response', ({ statusCode: status = 0, headers }: IncomingMessage) =>
    talk(renderAnswered({ sent, status, milliseconds: performance.now() - started, headers })),
  )
}

/** For an address that opens what is behind it to whoever knows it. */
export function withoutPath(url: URL): string {
  return `${url.origin}/${blank}`
}

/** For got: tells each try, and what came of it. */
export function talkHooks(talk: Talk): Partial<Hooks> {
  const say = (error: RequestError) => talk(renderFailed(error))
  return {
    beforeRequest: [
      // In braces: got would take what is returned for an answer.
      ({ method, url, headers, body }) => {
        const text = typeof body === 'string' ? body : undefined
        talk(renderSent({ method, url: String(url), headers, body: text }))
      },
    ],
    beforeRetry: [
      (error) => {
        if (!error.response) say(error)
      },
    ],
    beforeError: [
      (error) => {
        say(error)
        return error
      },
    ],
    afterResponse: [
      (response) => {
        const { statusCode: status, headers, timings, requestUrl, request, rawBody } = response
        const sent = { method: request.options.method, url: String(requestUrl) }
        const body = Buffer.from(rawBody).toString()
        talk(renderAnswered({ sent, status, milliseconds: timings?.phases.total ?? 0, headers, body }))
        return response
      },
    ],
  }
}
