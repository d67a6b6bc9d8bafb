import type { App } from '../domain/app.ts'
import { type AppLabels, applyLabelChanges } from '../domain/app-label.ts'
import type { Platform } from './platform.ts'

/** What is said of an app for people and scripts. Apps are found by them at once; dynos carry them from their next start on. */
export async function changeLabels(
  platform: Platform,
  app: App,
  changes: Readonly<Record<string, string | null>>,
): Promise<AppLabels> {
  return platform.store.transaction(async ({ appLabels }) => {
    const labels = applyLabelChanges(await appLabels.ofApp(app.id), changes)
    await appLabels.replace(app.id, labels)
    return labels
  })
}
