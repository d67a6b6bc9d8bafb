import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isKeychain, openKeychain } from '../../src/lib/keychain.ts'
import { startSecretService } from '../fixtures/secret-service.ts'

const service = await startSecretService()
after(() => service.stop())

const url = 'https://qp.example.com'

test('the keychain keeps a secret for each account, until it is removed', async () => {
  const keychain = await openKeychain(service.env)
  assert.ok(isKeychain(keychain))
  assert.equal(await keychain.find(url), undefined)
  await keychain.save(url, 'one')
  await keychain.save('https://other.example.com', 'two')
  await keychain.save(url, 'three')
  assert.equal(await keychain.find(url), 'three')
  await keychain.remove(url)
  await keychain.remove(url)
  assert.equal(await keychain.find(url), undefined)
  assert.equal(await keychain.find('https://other.example.com'), 'two')
})

test('one that is locked is not opened, and said to be there', async () => {
  service.lock()
  assert.deepEqual(await openKeychain(service.env), { because: 'the keychain is locked', isThere: true })
})

test('without a session there is none, and nothing is waited for', async () => {
  assert.deepEqual(await openKeychain({}), { because: 'there is no keychain here', isThere: false })
})
