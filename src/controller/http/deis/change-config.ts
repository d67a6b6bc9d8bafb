import { isDeepStrictEqual } from 'node:util'
import type { DeisConfig, DeisConfigUpdate } from '../../../api-types/deis/config.ts'
import { changeConfig } from '../../deploy/change-config.ts'
import { changeProcessSettings, previewProcessSettings } from '../../deploy/change-process-settings.ts'
import { changeRegistry } from '../../deploy/change-registry.ts'
import { changeTags, previewTags } from '../../deploy/placement.ts'
import type { Platform } from '../../deploy/platform.ts'
import { findSlug, getCurrentRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import { applyConfigChanges, describeConfigChanges } from '../../domain/config-vars.ts'
import { webType } from '../../domain/dyno.ts'
import { problem } from '../../domain/problem.ts'
import { plainSettings } from '../../domain/process-settings.ts'
import { resolveProcessType } from '../../domain/process-type.ts'
import type { User } from '../../domain/user.ts'
import { type ConfigChanges, readConfigChanges } from './config-changes.ts'
import { webOrCmd } from './health-checks.ts'

interface ConfigUpdate {
  app: App
  user: User
  update: DeisConfigUpdate
  /** What holds now. */
  current: DeisConfig
}

/**
 * Changes what a POST of a config names, all of it checked before. Values make a release; limits, tags, health checks and the registry's
 * login make none, unlike in Deis: here they hold across releases, and a rollback leaves them (docs/decisions, 0014).
 */
export async function changeAppConfig(
  platform: Platform,
  { app, user, update, current }: ConfigUpdate,
): Promise<void> {
  const slug = await findSlug(platform, await getCurrentRelease(platform, app))
  const typeOf = (name: string) =>
    name === webOrCmd ? webType : resolveProcessType(name, slug?.processTypes ?? {})
  const changes = readConfigChanges(update, current, typeOf)
  const changed = await findChanged(platform, app, changes, current)
  if (!Object.values(changed).includes(true))
    throw problem('conflict', `${user.username} changed nothing - release stopped`)
  const by = { app, user, report: () => {} }
  if (changed.tags) await changeTags(platform, { ...by, changes: changes.tags })
  if (changed.registry) await changeRegistry(platform, { ...by, changes: changes.registry })
  if (changed.settings) await changeProcessSettings(platform, { ...by, changes: changes.settings })
  if (changed.values) await changeConfig(platform, { ...by, changes: changes.values })
}

/** Which parts would be others. Throws what the change of any part would refuse. */
async function findChanged(
  platform: Platform,
  app: App,
  { values, tags, registry, settings }: ConfigChanges,
  current: DeisConfig,
): Promise<Record<keyof ConfigChanges, boolean>> {
  applyConfigChanges(current.values, values)
  const newTags = await previewTags(platform, { app, changes: tags })
  const { before, changed } = await previewProcessSettings(platform, app, settings)
  const login = await platform.store.registries.ofApp(app.id)
  return {
    values: describeConfigChanges(current.values, values) !== undefined,
    tags: !isDeepStrictEqual(newTags, current.tags),
    registry: !isDeepStrictEqual({ ...login, ...registry }, login),
    settings: changed.some((entry) => {
      const known = before.find((it) => it.type === entry.type)
      return !isDeepStrictEqual(entry.settings, known?.settings ?? plainSettings)
    }),
  }
}
