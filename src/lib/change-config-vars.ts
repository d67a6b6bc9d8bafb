import type { Controller, OnProgress } from '../api-client/controller.ts'
import type { ConfigVars, ConfigVarsUpdate } from '../api-types/config-vars.ts'
import type { Release } from '../api-types/release.ts'
import { appAction } from './app-action.ts'
import type { AppContext } from './app-context.ts'
import type { Surroundings } from './surroundings.ts'
import { findUnusedPort } from './unused-port.ts'

export interface ConfigChange {
  configVars: ConfigVars
  /** What the app is at now; where nothing changed, as before. */
  release: Release | undefined
}

/** What every command does that changes config vars: shows the way, and the release that came of it. `verb`: "Setting". */
export async function changeAndRestart(
  surroundings: Surroundings,
  { api, app }: AppContext,
  { verb, changes }: { verb: string; changes: ConfigVarsUpdate },
): Promise<ConfigVars> {
  const { configVars, release } = await appAction(
    surroundings,
    { title: `${verb} ${Object.keys(changes).join(', ')} and restarting ${app}`, app },
    (onProgress) => changeConfigVars(api, app, changes, onProgress),
    { done: (change) => doneAt({ version: change.release?.version }) },
  )
  const unused = await findUnusedPort({ api, app }, changes, release)
  if (unused !== undefined && !surroundings.terminal.isQuiet)
    surroundings.terminal.stderr.write(`Warning: ${unused}\n`)
  return configVars
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
  return { configVars, release }
}

/** `done, v13` */
export function doneAt({ version }: { version: number | undefined }): string {
  return version === undefined ? 'done' : `done, v${version}`
}
