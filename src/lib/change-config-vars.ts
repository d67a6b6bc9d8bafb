import type { Controller, OnProgress } from '../api-client/controller.ts'
import type { ConfigVars, ConfigVarsUpdate } from '../api-types/config-vars.ts'

export interface ConfigChange {
  configVars: ConfigVars
  /** Of the release that the app is at now; where nothing changed, the one before. */
  version: number | undefined
}

/** Changes config vars, and asks which release came of it: the answer to the change does not say. */
export async function changeConfigVars(
  api: Pick<Controller, 'configVars' | 'releases'>,
  app: string,
  changes: ConfigVarsUpdate,
  onProgress: OnProgress,
): Promise<ConfigChange> {
  const configVars = await api.configVars.update(app, changes, { onProgress })
  const [release] = await api.releases.list(app, { max: 1 })
  return { configVars, version: release?.version }
}

/** `done, v13` */
export function doneAt({ version }: { version: number | undefined }): string {
  return version === undefined ? 'done' : `done, v${version}`
}
