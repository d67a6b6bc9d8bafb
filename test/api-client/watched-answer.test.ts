import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { readWatchedAnswer } from '../../src/api-client/watched-answer.ts'
import { ndjson, watchedAnswer } from '../fixtures/stub-controller.ts'

test('readWatchedAnswer reports progress, then gives the result', async () => {
  const progress = [{ kind: 'output', text: '-----> Building' }]
  const seen: object[] = []
  const body = await readWatchedAnswer(answer(200, ndjson, watchedAnswer({ A: '1' }, { progress })), (it) =>
    seen.push(it),
  )
  assert.deepEqual([body, seen], [{ A: '1' }, progress])
})

test('readWatchedAnswer throws the refusal that the result is', async () => {
  const text = watchedAnswer({ id: 'release_failed', message: 'web.1 crashed' }, { status: 422 })
  await assert.rejects(
    readWatchedAnswer(answer(200, ndjson, text), () => {}),
    {
      name: 'ApiError',
      status: 422,
      code: 'release_failed',
    },
  )
})

test('readWatchedAnswer throws a refusal that came before any work', async () => {
  const json = { 'content-type': 'application/json' }
  await assert.rejects(
    readWatchedAnswer(answer(404, json, '{"id":"not_found","message":"no"}'), () => {}),
    {
      status: 404,
      code: 'not_found',
    },
  )
})

test('readWatchedAnswer takes an end without a result for a lost connection', async () => {
  const text = '{"progress":{"kind":"note","text":"x"}}\n'
  await assert.rejects(
    readWatchedAnswer(answer(200, ndjson, text), () => {}),
    { code: 'connection_lost' },
  )
})

/** As got's streams are: the head is an event. */
function answer(statusCode: number, headers: object, text: string): Readable {
  const stream = Readable.from([text], { objectMode: false })
  setImmediate(() => stream.emit('response', { statusCode, headers }))
  return stream
}

test('readWatchedAnswer says that no controller answers where it is no JSON', async () => {
  const json = { 'content-type': 'application/json' }
  for (const headers of [json, ndjson])
    await assert.rejects(
      readWatchedAnswer(answer(200, headers, '{"half":\n'), () => {}),
      { code: 'not_json' },
    )
})
