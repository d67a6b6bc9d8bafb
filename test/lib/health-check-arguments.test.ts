import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../../src/lib/errors.ts'
import { parseHealthTypes, parseProbe } from '../../src/lib/health-check-arguments.ts'

const words = { words: [] as string[], path: '/', headers: [] as string[] }

test('a port, or none for $PORT; a path and headers', () => {
  const headers = ['Host:www.example.com:8080', 'X-A: b']
  assert.deepEqual(parseProbe({ ...words, kind: 'httpGet', words: ['8080'], path: '/x', headers }), {
    kind: 'httpGet',
    port: 8080,
    path: '/x',
    headers: [
      { name: 'Host', value: 'www.example.com:8080' },
      { name: 'X-A', value: 'b' },
    ],
  })
  assert.deepEqual(parseProbe({ ...words, kind: 'tcpSocket' }), { kind: 'tcpSocket', port: null })
})

test('a command, word by word', () => {
  assert.deepEqual(parseProbe({ ...words, kind: 'exec', words: ['test', '-f', 'a b'] }), {
    kind: 'exec',
    command: ['test', '-f', 'a b'],
  })
})

const refused = [
  { kind: 'exec' },
  { kind: 'httpGet', words: ['http'] },
  { kind: 'httpGet', words: ['0'] },
  { kind: 'httpGet', words: ['65536'] },
  { kind: 'tcpSocket', words: ['80', '81'] },
  { kind: 'httpGet', headers: ['Host'] },
  { kind: 'httpGet', headers: [':x'] },
]
for (const given of refused) {
  test(`${JSON.stringify(given)} is refused`, () => {
    assert.throws(() => parseProbe({ ...words, ...given }), UsageError)
  })
}

test('which checks are meant', () => {
  assert.deepEqual(parseHealthTypes(['liveness', 'readiness']), ['liveness', 'readiness'])
  assert.throws(() => parseHealthTypes(['liveness', 'life']), { message: /^life is no health check/ })
})
