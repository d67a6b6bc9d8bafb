import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileTokenStore, findToken } from '../../src/lib/credentials.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const url = 'https://qp.example.com'

test('the file of tokens is for its owner alone, and keeps one for each controller', async (t) => {
  const { configDir } = await tempPlace(t)
  const store = fileTokenStore(configDir)
  assert.equal(await store.find(url), undefined)
  await store.save(url, 'one')
  await store.save('https://other.example.com', 'two')
  await store.save(url, 'three')
  assert.equal((await stat(join(configDir, 'tokens.json'))).mode & 0o777, 0o600)
  assert.equal((await stat(configDir)).mode & 0o777, 0o700)
  await store.remove(url)
  assert.deepEqual([await store.find(url), await store.find('https://other.example.com')], [undefined, 'two'])
})

test('of logins at the same time none is lost', async (t) => {
  const { configDir } = await tempPlace(t)
  const urls = Array.from({ length: 20 }, (_, index) => `https://qp-${index}.example.com`)
  await Promise.all(urls.map((it) => fileTokenStore(configDir).save(it, `of ${it}`)))
  const found = await Promise.all(urls.map((it) => fileTokenStore(configDir).find(it)))
  assert.deepEqual(
    found,
    urls.map((it) => `of ${it}`),
  )
})

test('a broken file is named, and not quoted', async (t) => {
  const { configDir } = await tempPlace(t)
  await fileTokenStore(configDir).save(url, 'one')
  const path = join(configDir, 'tokens.json')
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, -4))
  await assert.rejects(fileTokenStore(configDir).find(url), (error: Error) => {
    assert.match(error.message, /tokens\.json can't be read/)
    assert.doesNotMatch(`${error.stack}${error.cause}`, /one/)
    return true
  })
})

const stored = {
  find: async () => 'stored',
  save: async () => ({ kind: 'keychain' as const }),
  remove: async () => {},
}

test('QP_API_KEY is for the controller of QP_URL alone', async () => {
  const env = { QP_API_KEY: 'key', QP_URL: `${url}/` }
  assert.equal(await findToken(env, stored, url), 'key')
  assert.equal(await findToken(env, stored, 'https://evil.example.com'), 'stored')
  assert.equal(await findToken({ QP_URL: url }, stored, url), 'stored')
  assert.equal(await findToken({}, stored, url), 'stored')
})

test('QP_API_KEY without QP_URL goes nowhere', async () => {
  await assert.rejects(findToken({ QP_API_KEY: 'key' }, stored, url), { code: 'token_without_host' })
})
