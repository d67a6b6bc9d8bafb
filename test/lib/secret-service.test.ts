import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { findSecretServiceState } from '../../src/lib/secret-service.ts'
import { startSecretService } from '../fixtures/secret-service.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

const service = await startSecretService()
after(() => service.stop())

test('a keyring that is open, one that is locked and one that does not answer are told apart', async () => {
  assert.equal(await findSecretServiceState(service.env), 'unlocked')
  service.lock()
  assert.equal(await findSecretServiceState(service.env), 'locked')
  service.freeze(true)
  assert.equal(await findSecretServiceState(service.env, { patience: 50 }), 'silent')
  service.freeze(false)
  assert.equal(await findSecretServiceState(service.env), 'locked')
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
      await findSecretServiceState({ DBUS_SESSION_BUS_ADDRESS }),
      'locked',
      DBUS_SESSION_BUS_ADDRESS,
    )
  assert.equal(await findSecretServiceState({ XDG_RUNTIME_DIR: folder }), 'locked')
  assert.equal(await findSecretServiceState({ XDG_RUNTIME_DIR: await tempDir(t) }), 'none')
})

test('without a bus, or a service on it, there is none', async (t) => {
  const bus = await startSecretService({ hasKeyring: false })
  t.after(() => bus.stop())
  assert.equal(await findSecretServiceState(bus.env), 'none')
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
  assert.equal(await findSecretServiceState(await busThatSays(t, 'REJECTED EXTERNAL\r\n')), 'none')
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
