import type { App } from '../domain/app.ts'
import type { Registry } from '../domain/registry.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'

/** Whom the next image is pulled as. What is not named stays, null takes it away. */
export async function changeRegistry(
  platform: Platform,
  { app, user, changes }: { app: App; user: User; changes: Partial<Registry> },
): Promise<Registry> {
  const changed = await platform.store.registries.update(app.id, changes)
  const what = Object.keys(changes).join(', ')
  logEvent(platform, app.id, 'api', `Set registry ${what} by user ${user.email}`, 'app')
  return changed
}
