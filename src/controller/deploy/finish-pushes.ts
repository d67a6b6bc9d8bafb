import { glob, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { RefUpdate } from '../domain/ref-update.ts'
import type { Platform } from './platform.ts'
import { repositoryPath, setRefFrom } from './repository.ts'
import { findSlug } from './running-app.ts'

/** In an app's repository, while a push of it is released. */
const noteName = 'releasing.json'

/** Writes down which ref a release is about to be made for, where the next controller finds it. */
export async function noteRelease(dataDir: string, appId: string, update: RefUpdate): Promise<void> {
  await writeFile(join(repositoryPath(dataDir, appId), noteName), JSON.stringify(update))
}

/** The ref is where it belongs. */
export async function forgetRelease(dataDir: string, appId: string): Promise<void> {
  await rm(join(repositoryPath(dataDir, appId), noteName), { force: true })
}

/**
 * Lets refs follow what was released for them by a controller that was killed before git had moved them: what serves is what the ref names.
 * Only for the start, before the first push.
 */
export async function finishPushes(platform: Platform): Promise<void> {
  const { dataDir } = platform.settings
  for await (const note of glob(`*.git/${noteName}`, { cwd: join(dataDir, 'repositories') })) {
    const appId = basename(dirname(note), '.git')
    try {
      // One that was cut short was of a push that had not been released yet.
      const update = await readNote(join(dataDir, 'repositories', note))
      const release = await platform.store.releases.findCurrent(appId)
      const slug = release && (await findSlug(platform, release))
      if (update && slug?.commit === update.after) await setRefFrom({ dataDir, appId }, update)
    } catch (error) {
      platform.log.error({ err: error, app: appId }, 'a ref could not follow what was released for it')
    }
    await forgetRelease(dataDir, appId)
  }
}

async function readNote(path: string): Promise<RefUpdate | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RefUpdate
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
