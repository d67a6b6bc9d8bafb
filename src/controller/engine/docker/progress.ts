import { type Static, Type } from 'typebox'
import { readJsonLines } from './json-lines.ts'
import { parseAnswer } from './parse-answer.ts'

const ProgressMessage = Type.Object({
  /** What a build prints, in pieces that need not be lines. */
  stream: Type.Optional(Type.String()),
  /** What a pull does, for the layer `id`. */
  status: Type.Optional(Type.String()),
  id: Type.Optional(Type.String()),
  error: Type.Optional(Type.String()),
})
export type ProgressMessage = Static<typeof ProgressMessage>

/** An error in what Docker reports while it works: its answer was 200 by then. */
export class ReportedError extends Error {
  override readonly name = 'ReportedError'
}

/** Passes on what Docker reports while it builds, pulls or imports; throws a `ReportedError` where that is an error. */
export async function* readProgress(body: AsyncIterable<unknown>): AsyncGenerator<ProgressMessage> {
  for await (const json of readJsonLines(body)) {
    const message = parseAnswer(ProgressMessage, json)
    if (message.error !== undefined) throw new ReportedError(message.error)
    yield message
  }
}
