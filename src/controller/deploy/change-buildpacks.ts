import type { App } from '../domain/app.ts'
import { getBuildpack } from '../domain/buildpack.ts'
import { logEvent, type Platform } from './platform.ts'

interface BuildpackChange {
  app: App
  user: { email: string }
  /** By name, URL or URN, in their order; none: builds find out by themselves. */
  buildpacks: readonly string[]
}

/** Which buildpacks the next build runs. What runs now stays as it is. Throws `invalid_params` for a name nobody knows. */
export async function changeBuildpacks(
  platform: Platform,
  { app, user, buildpacks }: BuildpackChange,
): Promise<string[]> {
  const names = buildpacks.map((it) => getBuildpack(it).name)
  await platform.store.transaction((store) => store.buildpackInstallations.replace(app.id, names))
  const what =
    names.length === 0 ? 'Cleared buildpacks' : `Set buildpacks ${names.map(withoutPassword).join(', ')}`
  logEvent(platform, app.id, 'api', `${what} by user ${user.email}`, 'app')
  return names
}

function withoutPassword(name: string): string {
  return name.replace(/\/\/[^/@]*@/, '//')
}
