import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import type { Keychain, NoKeychain } from '../../src/lib/keychain.ts'
import { tokenStore } from '../../src/lib/token-store.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const url = 'https://qp.example.com'
const none: NoKeychain = { because: 'there is no keychain here', isThere: false }
const locked: NoKeychain = { because: 'the keychain is locked', isThere: true }

test('a token is kept in the keychain, and taken from the file that had one', async (t) => {
  const { at, file, secrets } = await place(t)
  await file.save(url, 'old')
  const store = at({ keychain: 'works' })
  assert.equal(await store.find(url), 'old')
  assert.deepEqual(await store.save(url, 'new'), { kind: 'keychain' })
  assert.deepEqual([await store.find(url), await file.find(url)], ['new', undefined])
  assert.deepEqual([...secrets], [[url, 'new']])
})

for (const [keychain, because] of [
  ['none', none.because],
  ['locked', locked.because],
  ['refuses', 'the keychain does not take it (full)'],
] as const) {
  test(`where the keychain is ${keychain}, a token is kept in the file, and why is said`, async (t) => {
    const { at, path } = await place(t)
    const store = at({ keychain })
    assert.deepEqual(await store.save(url, 'one'), { kind: 'file', path, because })
    assert.equal(await store.find(url), 'one')
    await store.remove(url)
    assert.equal(await readFile(path, 'utf8'), '{}\n')
  })
}

test('logging out takes the token from both', async (t) => {
  const { at, file, secrets } = await place(t)
  const store = at({ keychain: 'works' })
  await store.save(url, 'one')
  await file.save(url, 'two')
  await store.remove(url)
  assert.deepEqual([await file.find(url), secrets.size], [undefined, 0])
})

test('logging out from the file needs no keychain that works, and from the keychain does', async (t) => {
  const { at, file } = await place(t)
  await file.save(url, 'one')
  const store = at({ keychain: 'refuses' })
  await store.remove(url)
  assert.equal(await file.find(url), undefined)
  await assert.rejects(store.remove(url), { code: 'no_keychain' })
})

test('a token that may be in a locked keychain is not said to be missing', async (t) => {
  const { at } = await place(t)
  assert.equal(await at({ keychain: 'none' }).find(url), undefined)
  await assert.rejects(at({ keychain: 'locked' }).find(url), {
    code: 'no_keychain',
    message: "the token can't be had: the keychain is locked.",
  })
})

test('QP_TOKEN_STORE=file never asks the keychain', async (t) => {
  const { at, path } = await place(t)
  const store = at({ keychain: 'forbidden', wanted: 'file' })
  assert.deepEqual(await store.save(url, 'one'), { kind: 'file', path })
  assert.equal(await store.find(url), 'one')
  await store.remove(url)
})

test('QP_TOKEN_STORE=keychain never reads the file, and refuses where there is no keychain', async (t) => {
  const { at, file } = await place(t)
  await file.save(url, 'old')
  assert.equal(await at({ keychain: 'works', wanted: 'keychain' }).find(url), undefined)
  const without = at({ keychain: 'none', wanted: 'keychain' })
  await assert.rejects(without.find(url), { code: 'no_keychain' })
  await assert.rejects(without.save(url, 'one'), { code: 'no_keychain' })
})

test('QP_TOKEN_STORE is one of two', async (t) => {
  const { at } = await place(t)
  assert.throws(() => at({ keychain: 'works', wanted: 'x' }), { name: 'UsageError' })
})

type Kind = 'works' | 'none' | 'locked' | 'refuses' | 'forbidden'

async function place(t: TestContext) {
  const { env, configDir } = await tempPlace(t)
  const secrets = new Map<string, string>()
  const working: Keychain = {
    find: async (account) => secrets.get(account),
    save: async (account, secret) => void secrets.set(account, secret),
    remove: async (account) => void secrets.delete(account),
  }
  const refuse = () => Promise.reject(new Error('full'))
  const kinds: Record<Kind, () => Keychain | NoKeychain> = {
    works: () => working,
    none: () => none,
    locked: () => locked,
    refuses: () => ({ ...working, save: refuse, remove: refuse }),
    forbidden: () => assert.fail('the keychain was asked'),
  }
  const at = ({ keychain, wanted }: { keychain: Kind; wanted?: string }) =>
    tokenStore({ ...env, QP_TOKEN_STORE: wanted }, async () => kinds[keychain]())
  return { at, secrets, file: fileTokenStore(configDir), path: join(configDir, 'tokens.json') }
}
