import { BusSilence, openSessionBus, type SessionBus } from './dbus/session-bus.ts'
import type { Value } from './dbus/values.ts'
import type { Env } from './surroundings.ts'

/** Of the person's secrets, as Linux desktops keep them. `silent`: something is there and does not answer. */
export type SecretServiceState = 'unlocked' | 'locked' | 'none' | 'silent'

const destination = 'org.freedesktop.secrets'
const service = { destination, path: '/org/freedesktop/secrets', interface: 'org.freedesktop.Secret.Service' }
const collection = { destination, path: '/org/freedesktop/secrets/aliases/default' }
const item = { destination, interface: 'org.freedesktop.Secret.Item' }

/**
 * Asks whether a Secret Service is there, and its keyring open: the default collection's `Locked`. It takes a millisecond or two; the
 * service is started by the bus where it can be. `patience` is in milliseconds.
 */
export async function findSecretServiceState(
  env: Env,
  { patience = 2_000 }: { patience?: number } = {},
): Promise<SecretServiceState> {
  try {
    return await onBus(env, patience, async ({ call }) => {
      const get = { ...collection, interface: 'org.freedesktop.DBus.Properties', member: 'Get' }
      const args = ['org.freedesktop.Secret.Collection', 'Locked']
      const [locked] = await call({ ...get, types: 'ss', args })
      return Object(locked).value === false ? 'unlocked' : 'locked'
    })
  } catch (error) {
    return error instanceof BusSilence ? 'silent' : 'none'
  }
}

/**
 * The service as a `Keychain` (https://specifications.freedesktop.org/secret-service-spec/latest/). An item is found by `service` and
 * `username`, as the keyring libraries of most languages have it. Secrets go over the bus as they are ("plain"): its socket is for
 * the person alone, and who is let on it may ask the service for any of them. `patience` is for each answer.
 */
export function secretServiceKeychain(env: Env, { patience = 5_000 }: { patience?: number } = {}) {
  const withBus = <T>(work: (bus: SessionBus) => Promise<T>) => onBus(env, patience, work)
  return {
    find: (account: string): Promise<string | undefined> =>
      withBus(async (bus) => {
        const [path] = await listItems(bus, account)
        return path === undefined ? undefined : readSecret(bus, path)
      }),
    save: (account: string, secret: string): Promise<void> =>
      withBus((bus) => createItem(bus, account, secret)),
    remove: (account: string): Promise<void> =>
      withBus(async (bus) => {
        for (const path of await listItems(bus, account)) {
          const [prompt] = await bus.call({ ...item, path, member: 'Delete' })
          refuseToAsk(prompt)
        }
      }),
  }
}

async function onBus<T>(env: Env, patience: number, work: (bus: SessionBus) => Promise<T>): Promise<T> {
  const bus = await openSessionBus(env, patience)
  if (!bus) throw new Error('there is no bus')
  try {
    return await work(bus)
  } finally {
    bus.close()
  }
}

async function listItems({ call }: SessionBus, account: string): Promise<string[]> {
  const [unlocked, locked] = await call({
    ...service,
    member: 'SearchItems',
    types: 'a{ss}',
    args: [attributesOf(account)],
  })
  const open = pathsIn(unlocked)
  if (open.length === 0 && pathsIn(locked).length > 0) throw new Error('it is locked')
  return open
}

function pathsIn(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

/** What is sent and answered within it ends with the connection. */
async function openSession({ call }: SessionBus): Promise<string> {
  const algorithm = ['plain', { type: 's', value: '' }]
  const [, path] = await call({ ...service, member: 'OpenSession', types: 'sv', args: algorithm })
  return String(path)
}

async function readSecret(bus: SessionBus, path: string): Promise<string> {
  const session = await openSession(bus)
  const [secret] = await bus.call({ ...item, path, member: 'GetSecret', types: 'o', args: [session] })
  const value = Array.isArray(secret) ? secret[2] : undefined
  if (!Buffer.isBuffer(value)) throw new Error('its answer holds no secret')
  return value.toString('utf8')
}

/** In place of one that is there for the account. */
async function createItem(bus: SessionBus, account: string, secret: string): Promise<void> {
  const session = await openSession(bus)
  const attributes = { type: 'a{ss}', value: attributesOf(account) }
  const properties = [
    [`${item.interface}.Label`, { type: 's', value: `qp: ${account}` }],
    [`${item.interface}.Attributes`, attributes],
  ]
  const [, prompt] = await bus.call({
    ...collection,
    interface: 'org.freedesktop.Secret.Collection',
    member: 'CreateItem',
    types: 'a{sv}(oayays)b',
    args: [properties, [session, Buffer.alloc(0), Buffer.from(secret), 'text/plain'], true],
  })
  refuseToAsk(prompt)
}

function attributesOf(account: string): Value {
  return [
    ['service', 'qp'],
    ['username', account],
  ]
}

/** For what a person would have to answer first, on a screen that may be elsewhere; "/" is none. */
function refuseToAsk(prompt: Value | undefined): void {
  if (prompt !== undefined && prompt !== '/') throw new Error('it asks somebody at a screen')
}
