import { rm } from 'node:fs/promises'
import { type App, destroyedMeanwhile } from '../domain/app.ts'
import type { Platform } from './platform.ts'
import { ensureRepository, repositoryPath } from './repository.ts'

/** The path of the app's repository, ready for git. Throws `not_found` where the app was destroyed meanwhile, and leaves none of it. */
export async function openRepository(platform: Platform, app: App, hooksDir: string): Promise<string> {
  const { dataDir } = platform.settings
  const isThere = async () => (await platform.store.apps.find(app.id)) !== undefined
  try {
    const path = await ensureRepository(dataDir, app.id, hooksDir)
    if (await isThere()) return path
  } catch (error) {
    if (await isThere()) throw error
  }
  await rm(repositoryPath(dataDir, app.id), { recursive: true, force: true })
  throw destroyedMeanwhile(app)
}
