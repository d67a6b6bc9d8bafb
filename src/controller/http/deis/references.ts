import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type { User } from '../../domain/user.ts'
import { getUser } from '../platform/users.ts'
import { deisTime } from './times.ts'

interface Times {
  createdAt: Date
  updatedAt: Date
}

/** What each object of an app has: whose it is, and its times. */
export async function ofApp(platform: Platform, app: App, times: Times) {
  return ofOwnedApp(app, await getUser(platform, app.ownerId), times)
}

/** The same where the app's owner is known, for the many objects of a list. */
export function ofOwnedApp(app: App, owner: Pick<User, 'username'>, times: Times) {
  return {
    app: app.name,
    owner: owner.username,
    created: deisTime(times.createdAt),
    updated: deisTime(times.updatedAt),
  }
}
