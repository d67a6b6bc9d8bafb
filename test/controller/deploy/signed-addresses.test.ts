import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLiveOutputs } from '../../../src/controller/deploy/live-outputs.ts'
import { isSigned, signedQuery } from '../../../src/controller/deploy/signed-addresses.ts'

function prepare() {
  const clock = { at: new Date('2026-08-01T10:00:00.001Z') }
  const signer = { outputs: createLiveOutputs(), now: () => clock.at }
  const query = () => {
    const { until = '', key = '' } = Object.fromEntries(new URLSearchParams(signedQuery(signer, '/a')))
    return { until, key }
  }
  return { clock, signer, query }
}

const hour = 60 * 60 * 1000

test('an address is the same within an hour, and good for a day', () => {
  const { clock, signer, query } = prepare()
  const first = query()
  clock.at = new Date(clock.at.getTime() + hour - 1)
  assert.deepEqual(query(), first)
  clock.at = new Date(clock.at.getTime() + 2)
  assert.notDeepEqual(query(), first)
  clock.at = new Date(clock.at.getTime() + 23 * hour)
  assert.equal(isSigned(signer, '/a', first), true)
  clock.at = new Date(clock.at.getTime() + 2 * hour)
  assert.equal(isSigned(signer, '/a', first), false)
})

test('it is for its path, by this controller, and as long as it says', () => {
  const { signer, query } = prepare()
  const { until, key } = query()
  assert.equal(isSigned(signer, '/b', { until, key }), false)
  assert.equal(isSigned(signer, '/a', { until: String(Number(until) + 1), key }), false)
  assert.equal(isSigned(signer, '/a', { until, key: `${key}x` }), false)
  assert.equal(isSigned(signer, '/a', { until: '', key: '' }), false)
  assert.equal(isSigned({ ...signer, outputs: createLiveOutputs() }, '/a', { until, key }), false)
})
