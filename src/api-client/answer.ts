import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'

/** Waits for the head of the answer. got's stream reports it by an event, and a failed connection by another. */
export function answerHead(stream: Readable): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
  })
}

export async function readAll(stream: Readable): Promise<string> {
  let text = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) text += String(chunk)
  return text
}
