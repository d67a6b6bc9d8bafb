import type { Controller } from '../../api-client/controller.ts'
import type { Dyno } from '../../api-types/dyno.ts'
import { ApiError } from '../errors.ts'
import { listOwnApps } from '../list-own-apps.ts'
import type { Finding } from './check.ts'
import { checkSession, NoShell } from './session.ts'

type Api = Pick<Controller, 'account' | 'apps' | 'releases' | 'dynos'>

export interface WebsocketOptions {
  api: Api
  /** The app that was named; else the first of one's own that can run something: nothing is started in what belongs to others unasked. */
  app: string | undefined
  signal: AbortSignal
}

/** Should this program be killed, the controller ends the shell by itself: `timeout` is in seconds. */
const shell = { argv: ['sh'], env: { TERM: 'dumb' }, timeout: 60, columns: 80, rows: 24 }

/** How many apps are looked at for one with a release, newest names or not. */
const MAX_APPS = 10

/** How many releases of an app are looked at for the current one. */
const MAX_RELEASES = 20

/**
 * Opens a session as `qp run` does and types into it: a handshake alone would prove little, since proxies let those pass
 * and then hold back or cut what follows. Leaves no dyno behind.
 */
export async function checkWebsocket({ api, app, signal }: WebsocketOptions): Promise<Finding> {
  const place = await findPlace(api, app)
  if (place === undefined) return noRelease(app)
  let dyno: Promise<Dyno> | undefined
  let isOver = false
  const open = async () => {
    dyno = api.dynos.create(place, { ...shell, attach: true, tty: true })
    return api.dynos.attach(await dyno, { tty: true })
  }
  try {
    const { opened, answered } = await checkSession(open, { signal })
    isOver = true
    const detail = `typed into ${(await dyno)?.name} of ${place}: up after ${Math.round(opened)} ms, an answer after ${Math.round(answered)} ms`
    return { status: 'passed', detail }
  } catch (error) {
    if (!(error instanceof NoShell)) throw error
    return noShell(place, error)
  } finally {
    if (!isOver) await stopDyno(api, place, dyno)
  }
}

async function findPlace(api: Api, app: string | undefined): Promise<string | undefined> {
  if (app !== undefined) return (await canRun(api, app)) ? app : undefined
  for (const { name } of (await listOwnApps(api)).slice(0, MAX_APPS)) {
    if (await canRun(api, name).catch(falseWhereGone)) return name
  }
  return undefined
}

/** Newer releases may have failed, or be under way. */
async function canRun(api: Api, app: string): Promise<boolean> {
  const newest = await api.releases.list(app, { max: MAX_RELEASES })
  return newest.some((it) => it.current && it.slug !== null)
}

/** Somebody may have destroyed it meanwhile. */
function falseWhereGone(error: unknown): false {
  if (error instanceof ApiError && error.status === 404) return false
  throw error
}

function noRelease(app: string | undefined): Finding {
  const hint = 'Deploy one, then this can open a shell in it and type'
  if (app !== undefined) return { status: 'skipped', detail: `${app} has no release yet`, hint: `${hint}.` }
  const detail = 'no app of yours has a release to run something in'
  return { status: 'skipped', detail, hint: `${hint}; or name one that you may use with -a.` }
}

function noShell(app: string, { message }: NoShell): Finding {
  return {
    status: 'warned',
    detail: `a session of ${app} opened, but it has no sh to type into (${message}).`,
    hint: 'Name an app that has a shell with -a.',
  }
}

/** The controller ends the dyno of a session that was closed; this is for one that never was, and for a controller that did not hear. */
async function stopDyno(api: Api, app: string, dyno: Promise<Dyno> | undefined): Promise<void> {
  const made = await dyno?.catch(() => undefined)
  // It may be gone by itself.
  if (made) await api.dynos.stop(app, made.name).catch(() => {})
}
