import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestStore } from '../../fixtures/stored.ts'

test('one holds a lease; another gets it when it has expired, and then the first has lost it', async (t) => {
  const { leases } = await openTestStore(t)
  assert.equal(await leases.acquire('app:1', 'ann', 1000, 2000), true)
  assert.equal(await leases.acquire('app:1', 'bob', 1999, 3000), false)
  assert.equal(await leases.acquire('app:1', 'bob', 2000, 3000), true)
  assert.equal(await leases.acquire('app:1', 'ann', 2500, 3500), false)
})

test('its holder keeps it by taking it again', async (t) => {
  const { leases } = await openTestStore(t)
  await leases.acquire('app:1', 'ann', 1000, 2000)
  assert.equal(await leases.acquire('app:1', 'ann', 1500, 2500), true)
  assert.equal(await leases.acquire('app:1', 'bob', 2400, 3000), false)
  assert.equal(await leases.acquire('app:1', 'bob', 2500, 3000), true)
})

test('a release frees it at once, but only by its holder', async (t) => {
  const { leases } = await openTestStore(t)
  await leases.acquire('app:1', 'ann', 1000, 2000)
  await leases.release('app:1', 'bob')
  assert.equal(await leases.acquire('app:1', 'bob', 1000, 2000), false)
  await leases.release('app:1', 'ann')
  assert.equal(await leases.acquire('app:1', 'bob', 1000, 2000), true)
})

test('leases of different names do not know of each other', async (t) => {
  const { leases } = await openTestStore(t)
  assert.equal(await leases.acquire('app:1', 'ann', 1000, 2000), true)
  assert.equal(await leases.acquire('app:2', 'bob', 1000, 2000), true)
  await leases.releaseAll()
  assert.equal(await leases.acquire('app:1', 'bob', 1000, 2000), true)
})
