import assert from 'node:assert/strict'
import { access, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashToken } from '../../src/controller/deploy/secrets.ts'
import { ensureAdmin, getControllerId } from '../../src/controller/first-start.ts'
import { createTestPlatform } from '../fixtures/platform.ts'
import { aUser } from '../fixtures/stored.ts'

async function createSurroundings(t: Parameters<typeof createTestPlatform>[0]) {
  const { store, settings, now, newId } = await createTestPlatform(t)
  return { store, dataDir: settings.dataDir, now, newId }
}

test('a controller keeps the id that it was given once', async (t) => {
  const surroundings = await createSurroundings(t)
  const id = await getControllerId(surroundings)
  assert.equal(await getControllerId(surroundings), id)
  assert.equal(await surroundings.store.settings.find('controller-id'), id)
})

test('the first start makes an admin without a password, whose token is in a file', async (t) => {
  const surroundings = await createSurroundings(t)
  await ensureAdmin(surroundings)
  const [admin, ...others] = await surroundings.store.users.list()
  assert.deepEqual([admin?.email, admin?.isAdmin, others], ['admin', true, []])
  assert.equal(await surroundings.store.users.findPasswordHash(admin?.id ?? ''), null)
  const secret = (await readFile(join(surroundings.dataDir, 'admin-token'), 'utf8')).trimEnd()
  const token = await surroundings.store.tokens.findByHash(hashToken(secret))
  assert.deepEqual([token?.userId, token?.expiresAt], [admin?.id, null])
})

test('a later start makes nothing, though the file be gone or the admin another', async (t) => {
  const surroundings = await createSurroundings(t)
  await ensureAdmin(surroundings)
  await rm(join(surroundings.dataDir, 'admin-token'))
  await ensureAdmin(surroundings)
  assert.equal((await surroundings.store.users.list()).length, 1)
  await assert.rejects(access(join(surroundings.dataDir, 'admin-token')), { code: 'ENOENT' })

  const other = await createSurroundings(t)
  await other.store.users.add(aUser('somebody'), null)
  await ensureAdmin(other)
  assert.equal((await other.store.users.list()).length, 1)
})
