import { spawn } from 'node:child_process'
import type { Controller } from '../../api-client/controller.ts'
import { type AppFlags, getAppContext } from '../app-context.ts'
import { connect } from '../connect.ts'
import { UserError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'
import { valuesPath, writeValues } from './value-cache.ts'

export interface Refreshed {
  url: string
  apps: number
  /** Whose dynos, process types and config keys were asked for; null where the flags and the folder name none. */
  app: string | null
}

/** Whoever waits for a completion has long typed on. */
const deadlineMs = 5000

/** Asks the controller for the names that completions show, and keeps them in `folder`. */
export async function refreshValues(
  surroundings: Surroundings,
  flags: AppFlags,
  folder: string,
): Promise<Refreshed> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), deadlineMs)
  })
  try {
    return await Promise.race([refresh(surroundings, flags, folder), late])
  } finally {
    clearTimeout(timer)
  }
}

async function refresh(surroundings: Surroundings, flags: AppFlags, folder: string): Promise<Refreshed> {
  const context = await getAppContext(surroundings, flags).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'no_app') return undefined
    throw error
  })
  const api = context?.api ?? (await connect(surroundings, flags))
  const apps = (await api.apps.list()).map((it) => it.name)
  await writeValues(valuesPath(folder, api.url, undefined), { app: apps })
  if (context) await refreshApp(context.api, context.app, folder)
  return { url: api.url, apps: apps.length, app: context?.app ?? null }
}

async function refreshApp(api: Controller, app: string, folder: string): Promise<void> {
  const [dynos, formation, configVars] = await Promise.all([
    api.dynos.list(app),
    api.formation.list(app),
    api.configVars.get(app),
  ])
  await writeValues(valuesPath(folder, api.url, app), {
    dyno: dynos.map((it) => it.name),
    'process-type': formation.map((it) => it.type),
    'config-key': Object.keys(configVars).toSorted(),
  })
}

function tooLate(): UserError {
  const hint = '`qp doctor` finds out what is wrong.'
  return new UserError('the controller has not answered within 5 s.', { code: 'timeout', hint })
}

/** Has them asked for by a process of its own, which nobody waits for and which outlives this one. */
export function refreshValuesApart(
  { program, cwd, env }: Pick<Surroundings, 'program' | 'cwd' | 'env'>,
  flags: AppFlags,
): void {
  const [file = '', ...argv] = program
  const words = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  )
  const child = spawn(file, [...argv, 'autocomplete', '--refresh-cache', ...words], {
    cwd,
    env,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  })
  child.on('error', () => {})
  child.unref()
}
