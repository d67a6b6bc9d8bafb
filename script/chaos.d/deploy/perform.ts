import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { gitEnvironment } from '../../../test/fixtures/git-work-tree.ts'
import { ask, type Outcome } from './asked.ts'
import type { Deed } from './draw.ts'
import { type DeployPlace, processTypes, writeSource } from './place.ts'

/** A deed that was done, or tried. Times are the place's. */
export interface Done {
  deed: Deed
  /** Of the app at that time; undefined where there was none, and it was made. */
  appId: string | undefined
  /** What it was about: a config var's key, a process type, a hostname, a commit, an image. */
  subject: string
  value: string
  begin: number
  end: number
  outcome: Outcome
}

type Deeded = Pick<Done, 'subject' | 'value' | 'outcome'>

export const configKeys = ['RED', 'GREEN', 'BLUE']
export const scaledTypes = ['web', 'worker']

/** `appId`, `releases`: the app, and how many of these it had, at the last calm. */
export async function perform(
  place: DeployPlace,
  deed: Deed,
  { appId, releases }: { appId: string | undefined; releases: number },
): Promise<Done> {
  await delay(deed.after)
  await untilThere(place)
  const begin = place.now()
  const deeded = appId === undefined ? await create(place, deed) : await act(place, deed, releases)
  return { deed, appId, begin, end: place.now(), ...deeded }
}

/** Nobody asks a controller that is away; whoever waits for it comes in the midst of its start. */
async function untilThere({ controller }: DeployPlace): Promise<void> {
  const url = `http://127.0.0.1:${controller.apiPort}/openapi.json`
  const signal = AbortSignal.timeout(60_000)
  while (!(await fetch(url, { signal }).then(Boolean, () => false))) await delay(50, undefined, { signal })
}

async function act(place: DeployPlace, deed: Deed, releases: number): Promise<Deeded> {
  const { number, kind, slot, clientLives, which, amount } = deed
  const app = `/apps/${place.names[slot]}`
  const send = (method: string, rest: string, body?: unknown) =>
    ask(place, method, app + rest, { body, clientLives })
  const key = configKeys[which % configKeys.length] ?? ''
  const value = `value-${number}`
  switch (kind) {
    case 'config':
      return { subject: key, value, outcome: await send('PATCH', '/config-vars', { [key]: value }) }
    case 'crash':
      // Where nothing is deployed nothing crashes, but all that comes would.
      if (releases < 2)
        return { subject: key, value, outcome: await send('PATCH', '/config-vars', { [key]: value }) }
      return { subject: 'CRASH', value, outcome: await send('PATCH', '/config-vars', { CRASH: value }) }
    case 'push':
    case 'broken-push':
      return push(place, deed)
    case 'image':
      return release(place, deed)
    case 'rollback': {
      const target = String(2 + (which % Math.max(1, releases - 1)))
      return {
        subject: 'rollback',
        value: target,
        outcome: await send('POST', '/releases', { release: target }),
      }
    }
    case 'scale': {
      const type = scaledTypes[which % scaledTypes.length] ?? ''
      const updates = [{ type, quantity: amount }]
      return { subject: type, value: String(amount), outcome: await send('PATCH', '/formation', { updates }) }
    }
    case 'restart':
      return {
        subject: 'restart',
        value: '',
        outcome: await send('DELETE', which % 2 ? '/dynos' : '/dynos/web'),
      }
    case 'stop':
      return { subject: 'stop', value: '', outcome: await send('POST', '/dynos/web.1/actions/stop') }
    case 'domain': {
      const hostname = `d${which % 2}.${place.names[slot]}.test`
      const outcome = await (amount % 2
        ? send('POST', '/domains', { hostname, sni_endpoint: null })
        : send('DELETE', `/domains/${hostname}`))
      return { subject: hostname, value: String(amount % 2), outcome }
    }
    case 'maintenance': {
      const maintenance = amount % 2 === 1
      return {
        subject: 'maintenance',
        value: String(maintenance),
        outcome: await send('PATCH', '', { maintenance }),
      }
    }
    case 'destroy':
      return { subject: 'destroy', value: '', outcome: await send('DELETE', '') }
  }
}

/** An app comes back where one was destroyed, and something is deployed to it. */
export async function create(
  place: DeployPlace,
  deed: Pick<Deed, 'number' | 'slot' | 'clientLives'>,
): Promise<Deeded> {
  const name = place.names[deed.slot] ?? ''
  const made = await ask(place, 'POST', '/apps', { body: { name }, clientLives: deed.clientLives })
  if (made.told === 'done') await release(place, deed)
  return { subject: 'create', value: name, outcome: made }
}

async function release(
  place: DeployPlace,
  { number, slot, clientLives }: Pick<Deed, 'number' | 'slot' | 'clientLives'>,
): Promise<Deeded> {
  const image = `${place.image}-${number + 100}`
  await place.docker('tag', place.image, image)
  try {
    const body = { image, procfile: processTypes }
    const outcome = await ask(place, 'POST', `/apps/${place.names[slot]}/builds`, { body, clientLives })
    return { subject: 'deploy', value: `Deployed ${image}`, outcome }
  } finally {
    await place.docker('rmi', image)
  }
}

async function push(place: DeployPlace, { number, kind, slot, clientLives }: Deed): Promise<Deeded> {
  const folder = path.join(place.folder, `push-${number}`)
  await writeSource(folder, place.base, kind === 'broken-push')
  await git(folder, ['init', '--quiet', '--initial-branch=main'])
  await git(folder, ['add', '--all'])
  await git(folder, ['commit', '--quiet', '--message', `Push ${number}`])
  const commit = (await git(folder, ['rev-parse', 'HEAD'])).said.trim()
  const url = `http://token:${place.controller.token}@127.0.0.1:${place.controller.apiPort}/${place.names[slot]}.git`
  const { code, said } = await git(folder, ['push', '--force', url, 'main'], clientLives)
  return { subject: 'deploy', value: `Deploy ${commit.slice(0, 8)}`, outcome: told(code, said) }
}

/** A push that was told neither has lost whoever would have told it. */
function told(code: number | null, said: string): Outcome {
  if (code === 0) return { told: 'done', body: { version: Number(/Released v(\d+)/.exec(said)?.[1]) } }
  return /Push rejected|moved while this push/.test(said)
    ? { told: 'refused', status: 0, text: said }
    : { told: 'unknown' }
}

async function git(cwd: string, argv: readonly string[], lives?: number) {
  const child = spawn('git', argv, {
    cwd,
    env: gitEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const kill = () => child.pid && process.kill(-child.pid, 'SIGKILL')
  const timer = lives === undefined ? undefined : setTimeout(kill, lives)
  const code = new Promise<number | null>((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  )
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const ended = await code
  clearTimeout(timer)
  return { code: ended, said: stdout + stderr }
}
