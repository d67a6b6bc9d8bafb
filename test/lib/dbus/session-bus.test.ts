import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { BusRefusal, BusSilence, openSessionBus } from '../../../src/lib/dbus/session-bus.ts'
import { fakeSecretService } from '../../fixtures/fake-secret-service.ts'
import { startSecretService } from '../../fixtures/secret-service.ts'

// Addresses, and buses that are none: secret-service.test.ts.

const { env, stop } = await startSecretService({ hasKeyring: false })
after(stop)

const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}

test('calls are answered one after the other, or refused in words', async () => {
  const session = await openSessionBus(env, 5_000)
  assert.ok(session)
  const names = await session.call({ ...bus, member: 'ListNames' })
  assert.ok(Array.isArray(names[0]) && names[0].includes('org.freedesktop.DBus'))
  const owner = { ...bus, member: 'NameHasOwner', types: 's' }
  assert.deepEqual(await session.call({ ...owner, args: ['org.freedesktop.DBus'] }), [true])
  await assert.rejects(
    session.call({ ...bus, member: 'Nothing' }),
    (error: Error) => error instanceof BusRefusal && /Nothing/.test(error.message),
  )
  assert.deepEqual(await session.call({ ...owner, args: ['nobody.here'] }), [false])
  session.close()
})

test('who does not answer is waited for as long as was agreed', async (t) => {
  const path = env.DBUS_SESSION_BUS_ADDRESS.slice('unix:path='.length)
  const asked = await fakeSecretService(t, path, {})
  const session = await openSessionBus(env, 100)
  assert.ok(session)
  const silent = { destination: 'org.freedesktop.secrets', path: '/', interface: 'a.b', member: 'Hang' }
  await assert.rejects(session.call(silent), BusSilence)
  assert.deepEqual(asked, ['Hang'])
  session.close()
})
