import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuFor, limitsOf, memoryFor, sizeOf } from '../../../src/api-client/deis/limits.ts'

const config = { memory: { web: '256M/512M', worker: '1G' }, cpu: { web: '500m', old: 512 } }
const none = { limit: 'unlimited', request: null, own: false }
const cases = [
  {
    type: 'web',
    limits: {
      memory: { limit: '512M', request: '256M', own: true },
      cpu: { limit: '500m', request: null, own: true },
    },
    size: 'custom',
  },
  {
    type: 'worker',
    limits: { memory: { limit: '1G', request: null, own: true }, cpu: none },
    size: 'custom',
  },
  { type: 'old', limits: { memory: none, cpu: { limit: '512', request: null, own: true } }, size: 'custom' },
  { type: 'clock', limits: { memory: none, cpu: none }, size: 'default' },
]
for (const { type, limits, size } of cases)
  test(`limits of ${type}`, () => {
    assert.deepEqual(limitsOf(config, type), limits)
    assert.equal(sizeOf(limits), size)
  })

test('v2 takes limits as they are, v1 has shares and nothing to ask for', () => {
  const v2 = { url: 'https://deis.test', version: 'v2' } as const
  const v1 = { ...v2, version: 'v1' } as const
  assert.equal(memoryFor(v2, '256M/512M'), '256M/512M')
  assert.equal(cpuFor(v2, '500m'), '500m')
  assert.equal(memoryFor(v1, '512M'), '512M')
  assert.equal(cpuFor(v1, '512'), 512)
  assert.throws(() => memoryFor(v1, '256M/512M'), { code: 'not_supported' })
  assert.throws(() => cpuFor(v1, '500m'), {
    code: 'invalid_params',
    message: /500m is no number of CPU shares/,
  })
})
