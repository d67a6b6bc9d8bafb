import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatLogLine } from '../../../src/controller/domain/log-line.ts'

test('a line looks as on Heroku', () => {
  assert.equal(
    formatLogLine({
      at: new Date('2026-08-01T10:00:00.123Z'),
      source: 'app',
      dyno: 'web.1',
      text: 'Zounds: Z',
    }),
    '2026-08-01T10:00:00.123000+00:00 app[web.1]: Zounds: Z',
  )
})
