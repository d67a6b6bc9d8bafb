import type { Readable } from 'node:stream'
import type { ProgressLine } from '../api-types/progress.ts'
import { UserError } from '../lib/errors.ts'
import { answerHead, readAll } from './answer.ts'
import type { OnProgress } from './controller.ts'
import { readLines } from './lines.ts'
import { parseJson } from './parse-answer.ts'
import { isConnectionError, refusal } from './refusal.ts'

/**
 * Reads the answer to a watched request (`src/api-types/progress.ts`): reports the progress lines, returns the result's
 * body or throws its refusal. A controller that answers at once, without lines, is understood too.
 */
export async function readWatchedAnswer(stream: Readable, onProgress: OnProgress): Promise<unknown> {
  const { statusCode = 0, headers } = await answerHead(stream)
  if (!headers['content-type']?.startsWith('application/x-ndjson')) {
    return parseBody(statusCode, await readAll(stream))
  }
  try {
    for await (const text of readLines(stream)) {
      if (text === '') continue
      const line = parseJson(statusCode, text) as ProgressLine
      if ('progress' in line) onProgress(line.progress)
      else return bodyOf(line.result)
    }
  } catch (error) {
    if (!isConnectionError(error)) throw error
  }
  throw new UserError('the connection ended before the controller said how it went.', {
    code: 'connection_lost',
    hint: 'It may still be at work: `qp ps` and `qp releases` show what came of it.',
  })
}

function bodyOf({ status, headers, body }: Extract<ProgressLine, { result: unknown }>['result']): unknown {
  if (status < 400) return body
  throw refusal(status, JSON.stringify(body), headers['request-id'])
}

function parseBody(status: number, text: string): unknown {
  if (status >= 400) throw refusal(status, text)
  return parseJson(status, text)
}
