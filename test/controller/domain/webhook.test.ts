import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkHeaderValue,
  nextAttempt,
  parseIncludes,
  parseWebhookUrl,
} from '../../../src/controller/domain/webhook.ts'
import { storedAt } from '../../fixtures/stored.ts'

test('a webhook includes what there is, each once', () => {
  assert.deepEqual(parseIncludes(['dyno', 'api:release', 'dyno']), ['api:release', 'dyno'])
  const message =
    'Nothing is told of api:addon. There is api:app, api:build, api:collaborator, api:domain, api:formation, ' +
    'api:release, api:sni-endpoint, dyno.'
  assert.throws(() => parseIncludes(['dyno', 'api:addon']), { id: 'invalid_params', message })
  assert.throws(() => parseIncludes([]), { id: 'invalid_params' })
})

test('its URL is one for http', () => {
  assert.equal(parseWebhookUrl('https://example.com/hooks?a=1').host, 'example.com')
  for (const url of ['example.com', 'ftp://example.com', '', 'https://', 'https://example.com\r\nX: 1'])
    assert.throws(() => parseWebhookUrl(url), { id: 'invalid_params' })
})

test('a header is one line', () => {
  assert.equal(checkHeaderValue('authorization', 'Bearer x'), 'Bearer x')
  for (const text of ['', 'a\r\nb', 'ü'])
    assert.throws(() => checkHeaderValue('authorization', text), {
      message: 'The authorization must be printable ASCII, on one line.',
    })
})

test('what failed is tried again, later and later, for three days; a mere notice never', () => {
  const tries = (attempts: number, hours = 0, chance = 0.5) => {
    const now = new Date(storedAt.getTime() + hours * 3_600_000)
    const next = nextAttempt({ level: 'sync' }, { attempts, createdAt: storedAt }, now, chance)
    return next && Math.round((next.getTime() - now.getTime()) / 1000)
  }
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 50].map((it) => tries(it)),
    [5, 15, 45, 135, 405, 1215, 3600, 3600, 3600],
  )
  assert.deepEqual([tries(1, 0, 0), tries(1, 0, 1)], [4, 6])
  assert.equal(tries(60, 70.5), 3600)
  assert.equal(tries(60, 71.5), null)
  assert.equal(nextAttempt({ level: 'notify' }, { attempts: 1, createdAt: storedAt }, storedAt, 0.5), null)
})
