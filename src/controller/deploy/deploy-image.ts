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
  report: Report
  signal: AbortSignal
}

/** `qp builds:create IMAGE`: releases an image that somebody else built. */
export async function deployImage(
  platform: Platform,
  { app, user, image, report, signal }: ImageDeploy,
): Promise<Build> {
  return platform.turns.take(
    app.id,
    async () => {
      const { build } = await deploySource(platform, {
        app,
        user,
        source: { kind: 'image', image },
        report,
        signal,
      })
      return build
    },
    { onWait: noteWait(app, report), signal },
  )
}
