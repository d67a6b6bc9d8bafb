import { writeAdminToken } from './data-dir.ts'
import { addToken } from './deploy/change-tokens.ts'
import type { User } from './domain/user.ts'
import type { Store } from './store/store.ts'

interface Surroundings {
  store: Store
  dataDir: string
  now: () => Date
  newId: () => string
}

/** The id by which this controller's things are known on the engine; made once, kept in the store. */
export async function getControllerId({ store, newId }: Surroundings): Promise<string> {
  const known = await store.settings.find('controller-id')
  if (known) return known
  const id = newId()
  await store.settings.set('controller-id', id)
  return id
}

/** The user `admin`, with a token in a file, where the store has no user yet. */
export async function ensureAdmin(surroundings: Surroundings): Promise<void> {
  const { store, dataDir, now, newId } = surroundings
  if ((await store.users.list()).length > 0) return
  const admin: User = { id: newId(), email: 'admin', username: 'admin', isAdmin: true, createdAt: now() }
  await store.users.add(admin, null)
  const { secret } = await addToken(surroundings, admin, {
    description: 'Made by the first start',
    lifetime: null,
  })
  await writeAdminToken(dataDir, secret)
}
