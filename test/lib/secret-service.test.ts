import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { findSecretServiceState, secretServiceKeychain } from '../../src/lib/secret-service.ts'
import { tokenStore } from '../../src/lib/token-store.ts'
import { fakeSecretService, type Replies } from '../fixtures/fake-secret-service.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { startSecretService } from '../fixtures/secret-service.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

const service = await startSecretService()
after(() => service.stop())

const url = 'https://qp.example.com'
/** Where there is an answer, however slow this machine is. */
const patient = { patience: 20_000 }

test('a secret is kept for each account, whatever is in it, until it is removed', async () => {
  const keychain = secretServiceKeychain(service.env)
  const secret = `tök"en ${'x'.repeat(5_000)}`
  assert.equal(await keychain.find(url), undefined)
  await keychain.save(url, 'one')
  await keychain.save('https://other.example.com', 'two')
  await keychain.save(url, secret)
  assert.equal(await keychain.find(url), secret)
  await keychain.remove(url)
  await keychain.remove(url)
  assert.equal(await keychain.find(url), undefined)
  assert.equal(await keychain.find('https://other.example.com'), 'two')
})

test('what a keyring library has kept is found, and replaced', async () => {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  // The library reads the address from the process.
  process.env['DBUS_SESSION_BUS_ADDRESS'] = service.env.DBUS_SESSION_BUS_ADDRESS
  const entry = new AsyncEntry('qp', 'https://earlier.example.com', { linux: { store: 'secret-service' } })
  await entry.setPassword('old')
  const keychain = secretServiceKeychain(service.env)
  assert.equal(await keychain.find('https://earlier.example.com'), 'old')
  await keychain.save('https://earlier.example.com', 'new')
  assert.equal(await entry.getPassword(), 'new')
})

test('a keyring that hangs after it was found open is not waited for', async () => {
  const keychain = secretServiceKeychain(service.env, { patience: 50 })
  service.freeze(true)
  for (const work of [() => keychain.find(url), () => keychain.save(url, 'x'), () => keychain.remove(url)])
    await assert.rejects(work, { message: 'no answer in 0 s' })
  service.freeze(false)
})

const isOpen: Replies = { Get: { types: 'v', values: [{ type: 'b', value: false }] } }
const hasSession: Replies = {
  OpenSession: { types: 'vo', values: [{ type: 's', value: '' }, '/session/1'] },
}
const hasItem: Replies = { SearchItems: { types: 'aoao', values: [['/item/1'], []] } }

for (const [name, replies, method] of [
  ['nothing but that it is open', isOpen, 'OpenSession'],
  ['no more once a session is open', { ...isOpen, ...hasSession }, 'CreateItem'],
] as const)
  test(`where a service says ${name}, the token is kept in the file, and found there`, async (t) => {
    const { env, asked } = await fakePlace(t, replies)
    const store = tokenStore(env, async () => secretServiceKeychain(env, { patience: 2000 }))
    assert.equal(await findSecretServiceState(env, patient), 'unlocked')
    const { because, kind } = Object(await store.save(url, 'one'))
    assert.deepEqual([kind, because], ['file', 'the keychain does not take it (no answer in 2 s)'])
    assert.equal(asked.at(-1), method)
    assert.equal(await store.find(url), 'one')
    assert.equal(asked.at(-1), method)
    await assert.rejects(store.find('https://other.example.com'), { code: 'no_keychain' })
  })

const refusals: { name: string; replies: Replies; message: RegExp }[] = [
  {
    name: 'refuses',
    replies: { SearchItems: { error: 'not today' }, OpenSession: { error: 'not today' } },
    message: /^not today$/,
  },
  {
    name: 'has it behind a lock',
    replies: { SearchItems: { types: 'aoao', values: [[], ['/item/1']] } },
    message: /^it is locked$/,
  },
  {
    name: 'answers something else',
    replies: { ...hasItem, ...hasSession, GetSecret: { types: 's', values: ['what'] } },
    message: /^its answer holds no secret$/,
  },
]
for (const { name, replies, message } of refusals)
  test(`a service that ${name} is not taken for one without the secret`, async (t) => {
    const { env } = await fakePlace(t, replies)
    await assert.rejects(secretServiceKeychain(env).find(url), { message })
  })

test('what would ask somebody at a screen is not waited for', async (t) => {
  const { env } = await fakePlace(t, {
    ...hasItem,
    ...hasSession,
    CreateItem: { types: 'oo', values: ['/', '/prompt/1'] },
    Delete: { types: 'o', values: ['/prompt/2'] },
  })
  const keychain = secretServiceKeychain(env)
  await assert.rejects(keychain.save(url, 'x'), { message: 'it asks somebody at a screen' })
  await assert.rejects(keychain.remove(url), { message: 'it asks somebody at a screen' })
})

/** A bus of its own with nothing else on it. */
async function fakePlace(t: TestContext, replies: Replies) {
  const bus = await startSecretService({ hasKeyring: false })
  t.after(() => bus.stop())
  const { env } = await tempPlace(t)
  const asked = await fakeSecretService(
    t,
    bus.env.DBUS_SESSION_BUS_ADDRESS.slice('unix:path='.length),
    replies,
  )
  return { asked, env: { ...env, ...bus.env, QP_TOKEN_STORE: undefined } }
}

test('a keyring that is open, one that is locked and one that does not answer are told apart', async () => {
  assert.equal(await findSecretServiceState(service.env, patient), 'unlocked')
  service.lock()
  assert.equal(await findSecretServiceState(service.env, patient), 'locked')
  service.freeze(true)
  assert.equal(await findSecretServiceState(service.env, { patience: 50 }), 'silent')
  service.freeze(false)
  assert.equal(await findSecretServiceState(service.env, patient), 'locked')
})

test('the address may name several ways, and be that of the machine where none is said', async (t) => {
  const { DBUS_SESSION_BUS_ADDRESS: address } = service.env
  const folder = address.slice('unix:path='.length, -'/bus'.length)
  const addresses = [
    `tcp:host=127.0.0.1,port=1;${address}`,
    `unix:guid=0123,path=${folder}/bus`,
    `${address.replace('qp-', 'qp%2d')},guid=0123`,
  ]
  for (const DBUS_SESSION_BUS_ADDRESS of addresses)
    assert.equal(
      await findSecretServiceState({ DBUS_SESSION_BUS_ADDRESS }, patient),
      'locked',
      DBUS_SESSION_BUS_ADDRESS,
    )
  assert.equal(await findSecretServiceState({ XDG_RUNTIME_DIR: folder }, patient), 'locked')
  assert.equal(await findSecretServiceState({ XDG_RUNTIME_DIR: await tempDir(t) }), 'none')
})

test('without a bus, or a service on it, there is none', async (t) => {
  const bus = await startSecretService({ hasKeyring: false })
  t.after(() => bus.stop())
  assert.equal(await findSecretServiceState(bus.env, patient), 'none')
  for (const DBUS_SESSION_BUS_ADDRESS of [
    'unix:path=/nowhere/bus',
    'unix:abstract=qp-nothing',
    'autolaunch:',
    '',
  ])
    assert.equal(await findSecretServiceState({ DBUS_SESSION_BUS_ADDRESS }), 'none', DBUS_SESSION_BUS_ADDRESS)
})

test('a bus that says nothing, or something else, is waited for a while and no longer', async (t) => {
  assert.equal(await findSecretServiceState(await busThatSays(t, ''), { patience: 50 }), 'silent')
  assert.equal(await findSecretServiceState(await busThatSays(t, 'REJECTED EXTERNAL\r\n'), patient), 'none')
  assert.equal(await findSecretServiceState(await busThatSays(t, 'OK 1\r\nl'), { patience: 50 }), 'silent')
})

async function busThatSays(t: TestContext, words: string) {
  const path = join(await tempDir(t), 'bus')
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write(words)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  t.after(() => server.close())
  return { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }
}
