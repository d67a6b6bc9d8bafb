import type { App } from '../domain/app.ts'
import { applyConfigChanges, type ConfigVars, describeConfigChanges } from '../domain/config-vars.ts'
import type { Report } from '../domain/progress.ts'
import type { User } from '../domain/user.ts'
import { createRelease } from './create-release.ts'
import type { Platform } from './platform.ts'
import { findSlug, getCurrentRelease } from './running-app.ts'
import { noteWait } from './turns.ts'

interface ConfigChange {
  app: App
  user: User
  /** null unsets. */
  changes: Readonly<Record<string, string | null>>
  report: Report
}

/** A release with the changed config, rolled out. Changing nothing makes no release. Returns the config that holds now. */
export async function changeConfig(
  platform: Platform,
  { app, user, changes, report }: ConfigChange,
): Promise<ConfigVars> {
  return platform.turns.take(
    app.id,
    async () => {
      const current = await getCurrentRelease(platform, app)
      const config = applyConfigChanges(current.config, changes)
      const description = describeConfigChanges(current.config, changes)
      if (description === undefined) return current.config
      await createRelease(platform, {
        app,
        user,
        description,
        slug: await findSlug(platform, current),
        config,
        report,
      })
      return config
    },
    { onWait: noteWait(app, report) },
  )
}
