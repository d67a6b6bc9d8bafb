import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCertificate, aUser, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

const texts = { chain: 'a certificate', privateKey: 'a key', createdAt: storedAt, updatedAt: storedAt }

test('certificates of users are numbered, found by name, listed of their owner, and gone by number', async (t) => {
  const { store, user } = await openStoreWithApp(t)
  const other = aUser('ann')
  await store.users.add(other, null)
  const add = (ownerId: string, name: string) => store.userCertificates.add({ ...texts, ownerId, name })
  const [first, second, third] = [await add(user.id, 'b'), await add(other.id, 'c'), await add(user.id, 'a')]
  assert.deepEqual([first.id, second.id, third.id], [1, 2, 3])
  assert.deepEqual(await store.userCertificates.find('c'), second)
  assert.deepEqual(await store.userCertificates.listOfUser(user.id), [first, third])
  await assert.rejects(add(other.id, 'a'), /UNIQUE/)
  await store.userCertificates.remove(third.id)
  assert.equal(await store.userCertificates.find('a'), undefined)
  assert.equal((await add(user.id, 'd')).id, 4)
})

test('copies are known until what they are copies of is gone', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const { id } = await store.userCertificates.add({ ...texts, ownerId: user.id, name: 'www' })
  const copy = aCertificate(app, 'www', { copyOf: id })
  await store.certificates.add(copy)
  await store.certificates.add(aCertificate(app, 'own'))
  assert.deepEqual(await store.certificates.listCopies(id), [copy])
  await store.userCertificates.remove(id)
  assert.equal((await store.certificates.find(app.id, 'www'))?.copyOf, undefined)
})
