import type { Controller } from '../api-client/controller.ts'
import type { Dyno } from '../api-types/dyno.ts'
import type { Release } from '../api-types/release.ts'
import { didYouMean, nearWords } from '../words/near.ts'
import { UserError } from './errors.ts'

export interface ReleaseWait {
  /** Only dynos of this process type. */
  type?: string | undefined
  /** One-off dynos too. */
  withRun: boolean
  /** Between two looks. */
  intervalMs: number
  /** Hears how far it is, whenever that has changed. */
  onCount: (running: number, of: number) => void
}

/** The newest release. Throws where it failed: no dyno will ever run it. */
export async function getLatestRelease(api: Controller, app: string): Promise<Release> {
  const [release] = await api.releases.list(app, { max: 1 })
  if (!release) throw new UserError(`${app} has no releases.`, { code: 'no_releases' })
  if (release.status !== 'failed') return release
  throw new UserError(`v${release.version} of ${app} failed: no dyno will run it.`, {
    code: 'release_failed',
    hint: `\`qp logs -a ${app}\` tells why; the release before goes on running.`,
  })
}

/** Throws where the app has no such process type: waiting for its dynos would be over at once. `run` is for one-off dynos. */
export async function checkProcessType(api: Controller, app: string, type: string): Promise<void> {
  const known = [...(await api.formation.list(app)).map((it) => it.type), 'run']
  if (known.includes(type)) return
  throw new UserError(`No such process type: ${type}.${didYouMean(nearWords(type, known))}`, {
    code: 'no_such_type',
    hint: `\`qp ps:scale -a ${app}\` lists them, and run is for one-off dynos.`,
  })
}

/** Resolves with the dynos once all of them run this release or a newer one. */
export async function waitForRelease(
  api: Controller,
  app: string,
  version: number,
  { type, withRun, intervalMs, onCount }: ReleaseWait,
): Promise<Dyno[]> {
  let told = -1
  for (;;) {
    const dynos = (await api.dynos.list(app)).filter((it) =>
      type === undefined ? withRun || it.type !== 'run' : it.type === type,
    )
    const running = dynos.filter((it) => it.state === 'up' && it.release.version >= version)
    if (running.length !== told) onCount(running.length, dynos.length)
    told = running.length
    if (running.length === dynos.length) return dynos
    await getLatestRelease(api, app)
    await new Promise((resolve) => setTimeout(resolve, intervalMs))
  }
}
