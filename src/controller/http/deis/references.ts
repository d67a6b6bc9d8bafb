import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { getUser } from '../platform/users.ts'
import { deisTime } from './times.ts'

/** What each object of an app has: whose it is, and its times. */
export async function ofApp(platform: Platform, app: App, times: { createdAt: Date; updatedAt: Date }) {
  return {
    app: app.name,
    owner: (await getUser(platform, app.ownerId)).username,
    created: deisTime(times.createdAt),
    updated: deisTime(times.updatedAt),
  }
}
