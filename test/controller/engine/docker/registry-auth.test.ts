import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findRegistryAuth } from '../../../../src/controller/engine/docker/registry-auth.ts'
import { credentialHelper } from '../../../fixtures/credential-helper.ts'
import { tempPlace } from '../../../fixtures/run-command.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const hub = 'https://index.docker.io/v1/'

/** What is found with this config.json, and a helper `test` that keeps "kept:SERVER" for all but `none.example`. */
async function find(t: TestContext, image: string, config: object | string) {
  const { folder } = await tempPlace(t)
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  await writeFile(join(folder, 'config.json'), text)
  const line = `read -r it; [ "$it" != none.example ] || { echo credentials not found; exit 1; }
    echo "{\\"Username\\":\\"kept\\",\\"Secret\\":\\"$it\\"}"`
  const env = { ...(await credentialHelper(t, 'test', line)), DOCKER_CONFIG: folder }
  return findRegistryAuth(image, { env, home: folder })
}

test('a name and a password, by the registry of the image', async (t) => {
  const auths = {
    [hub]: { auth: base64('me:hub') },
    'reg.example:5000': { auth: base64('ann:a:b\0\0') },
    'https://old.example/v1/': { auth: base64('old:pa55') },
    'none.example': {},
  }
  const auth = (server: string, username: string, password: string) => ({
    auth: { server, username, password },
  })
  for (const [image, expected] of [
    ['debian:12', auth(hub, 'me', 'hub')],
    ['team/app', auth(hub, 'me', 'hub')],
    ['reg.example:5000/team/app:v1', auth('reg.example:5000', 'ann', 'a:b')],
    ['old.example/app', auth('old.example', 'old', 'pa55')],
    ['none.example/app', { auth: undefined }],
    ['other.example/app', { auth: undefined }],
  ] as const)
    assert.deepEqual(await find(t, image, { auths }), expected, image)
})

test('a token in the place of a password', async (t) => {
  const auths = { 'reg.example': { auth: base64('ann:'), identitytoken: 't0ken' } }
  assert.deepEqual(await find(t, 'reg.example/app', { auths }), {
    auth: { server: 'reg.example', username: 'ann', password: '', identityToken: 't0ken' },
  })
})

test('the helper of a registry, or of all', async (t) => {
  const kept = (server: string) => ({ auth: { server, username: 'kept', password: server } })
  const auths = { 'a.example': { auth: base64('file:file') } }
  assert.deepEqual(await find(t, 'a.example/app', { auths, credsStore: 'test' }), kept('a.example'))
  assert.deepEqual(await find(t, 'debian', { credsStore: 'test' }), kept(hub))
  const credHelpers = { 'b.example': 'test' }
  assert.deepEqual(await find(t, 'b.example/app', { credHelpers }), kept('b.example'))
  assert.deepEqual((await find(t, 'a.example/app', { auths, credHelpers })).auth?.username, 'file')
  assert.deepEqual(await find(t, 'none.example/app', { credsStore: 'test' }), { auth: undefined })
})

test('where a helper can’t be asked, what the file has is used, and the trouble is told', async (t) => {
  const auths = { 'a.example': { auth: base64('file:file') } }
  const { auth, trouble } = await find(t, 'a.example/app', { auths, credsStore: 'gone' })
  assert.equal(auth?.username, 'file')
  assert.match(trouble ?? '', /^docker-credential-gone, .*ENOENT/)
})

test('settings that are not there, or not to be read', async (t) => {
  const { folder } = await tempPlace(t)
  assert.deepEqual(await findRegistryAuth('debian', { env: {}, home: folder }), {})
  assert.match((await find(t, 'debian', '{')).trouble ?? '', /config\.json is not as Docker writes it/)
})
