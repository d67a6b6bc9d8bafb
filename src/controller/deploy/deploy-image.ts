import type { ProcessTypes } from '../../words/procfile.ts'
import type { App } from '../domain/app.ts'
import type { Build } from '../domain/build.ts'
import type { Report } from '../domain/progress.ts'
import type { User } from '../domain/user.ts'
import { deploySource } from './deploy-source.ts'
import type { Platform } from './platform.ts'
import { noteWait } from './turns.ts'

interface ImageDeploy {
  app: App
  user: User
  image: string
  /** What the process types run; without, web runs what the image does. */
  processTypes?: ProcessTypes | undefined
  /** What it was built of; the release is named after it. */
  commit?: string | undefined
  report: Report
  signal: AbortSignal
}

/** `qp builds:create IMAGE`: releases an image that somebody else built. */
export async function deployImage(
  platform: Platform,
  { app, user, image, processTypes, commit, report, signal }: ImageDeploy,
): Promise<Build> {
  const source = { kind: 'image' as const, image, processTypes, commit }
  return platform.turns.take(
    app.id,
    async () => (await deploySource(platform, { app, user, source, report, signal })).build,
    { onWait: noteWait(app, report), signal },
  )
}
