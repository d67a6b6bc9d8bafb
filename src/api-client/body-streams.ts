import { type Duplex, PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { answerHead, readAll } from './answer.ts'
import { connectionError, refusal } from './refusal.ts'

/** The body of an answer as it comes, once it is known to be no refusal. `request` is one of got's streams. */
export async function receiveBody(request: Readable, url: string): Promise<Readable> {
  const body = new PassThrough()
  try {
    await checkHead(request)
  } catch (error) {
    request.destroy()
    throw connectionError(error, url)
  }
  // Not by pipeline: got's own error carries the token.
  request.once('error', (error) => body.destroy(toError(connectionError(error, url))))
  body.once('close', () => request.destroy())
  return request.pipe(body)
}

/** Sends a body as it comes, and hears whether it was taken: also while it is still being sent. */
export async function sendBody(request: Duplex, body: Readable, url: string): Promise<void> {
  const answered = checkHead(request)
  const sent = pipeline(body, request)
  sent.catch(() => {})
  try {
    await Promise.race([answered, sent.then(() => answered)])
    await sent
  } catch (error) {
    throw body.errored ?? connectionError(error, url)
  } finally {
    body.destroy()
    request.destroy()
  }
}

async function checkHead(request: Readable): Promise<void> {
  const { statusCode = 0, headers } = await answerHead(request)
  if (statusCode < 400) return
  throw refusal(statusCode, await readAll(request), headers['request-id']?.toString())
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
