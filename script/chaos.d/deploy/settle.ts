import { setTimeout as delay } from 'node:timers/promises'
import { labels } from '../../../src/controller/domain/labels.ts'
import { get } from '../../bench.d/answers.ts'
import { ask } from './asked.ts'
import { listThings, observe, type SeenApp } from './observe.ts'
import type { DeployPlace } from './place.ts'

/** In ms: how long the controller may take to make right what it is left with. */
const patience = 60_000

/**
 * Waits until all is done and as it should be. What still is not by then is returned in words, with what there is.
 *
 * @param known what was wrong before, and is not waited for again
 */
export async function settle(
  place: DeployPlace,
  controllerId: string,
  known: readonly string[],
): Promise<{ apps: SeenApp[]; faults: string[] }> {
  for (const { name } of await observe(place)) await takeTurn(place, name)
  const deadline = performance.now() + patience
  for (;;) {
    const apps = await observe(place)
    const faults = await findDifferences(place, controllerId, apps)
    if (faults.every((it) => known.includes(it)) || performance.now() > deadline) return { apps, faults }
    await delay(500)
  }
}

/** A change that changes nothing waits for all that asked before. */
async function takeTurn(place: DeployPlace, name: string): Promise<void> {
  await ask(place, 'PATCH', `/apps/${name}/config-vars`, { body: { NOTHING_OF_THIS_NAME: null } })
}

async function findDifferences(
  place: DeployPlace,
  controllerId: string,
  apps: readonly SeenApp[],
): Promise<string[]> {
  const ids = new Set(apps.map((it) => it.id))
  const things = await listThings(place, controllerId)
  const left = things.filter(({ app }) => app !== '' && app !== '<no' && !ids.has(app))
  const ofApps = await Promise.all(apps.map((it) => findAppDifferences(place, controllerId, it)))
  const images = apps.flatMap((it) => it.images)
  const unused = things.filter(({ what }) => {
    const [, tag = ''] = /^image \S+ \[(\S+)\]$/.exec(what) ?? []
    return tag.startsWith('qp-') && !tag.includes('pause') && !images.includes(tag)
  })
  return [
    ...left.map(({ app, what }) => `left of ${app}, which is no more: ${what}`),
    ...unused.map(({ what }) => `no slug stands on ${what}`),
    ...ofApps.flat(),
  ]
}

async function findAppDifferences(place: DeployPlace, controllerId: string, app: SeenApp): Promise<string[]> {
  const faults: string[] = []
  const { version = 0 } = app.releases.find((it) => it.current) ?? {}
  const ours = { [labels.controller]: controllerId, [labels.app]: app.id }
  const containers = await place.engine.listContainers({ ...ours, [labels.kind]: 'dyno' })
  const isRunning = containers
    .map((it) => `${it.labels[labels.dyno]} v${it.labels[labels.release]} ${it.state}`)
    .sort()
  const shouldRun = app.wanted.map((it) => `${it} v${version} running`).sort()
  if (isRunning.join() !== shouldRun.join())
    faults.push(`of ${app.name} [${isRunning}] runs, and [${shouldRun}] should`)
  if (app.pendingBuilds > 0) faults.push(`${app.name} has ${app.pendingBuilds} builds that are pending`)
  if (app.releases.some((it) => it.status === 'pending')) faults.push(`a release of ${app.name} is pending`)
  const rest = (await place.engine.listContainers({ ...ours, [labels.kind]: 'build' })).length
  if (rest > 0) faults.push(`${app.name} has ${rest} containers of builds`)
  const current = app.releases.find((it) => it.version === version)
  if (JSON.stringify(current?.config) !== JSON.stringify(app.config))
    faults.push(`the config of ${app.name} is not v${version}'s`)
  const newest = app.releases.findLast((it) => it.status === 'succeeded' && /^Deploy /.test(it.description))
  if (newest && newest.description !== `Deploy ${app.commit.slice(0, 8)}`)
    faults.push(
      `main of ${app.name} is at ${app.commit.slice(0, 8)}, and v${newest.version} is ${newest.description}`,
    )
  const ids = new Set(
    containers.filter((it) => it.labels[labels.type] === 'web').map((it) => it.id.slice(0, 12)),
  )
  for (const hostname of [`${app.name}.localhost`, ...app.hostnames])
    faults.push(...(await findWrongAnswer(place, hostname, app, ids)))
  return faults
}

/** Through the router. */
async function findWrongAnswer(
  place: DeployPlace,
  hostname: string,
  app: SeenApp,
  ids: ReadonlySet<string>,
): Promise<string[]> {
  const answer = await get({ port: place.controller.httpPort, hostname }, 3000).catch(() => undefined)
  const expected = app.maintenance || !app.wanted.some((it) => it.startsWith('web.')) ? 503 : 200
  if (answer?.status !== expected)
    return [`${hostname} answers ${answer?.status ?? 'nothing'}, not ${expected}`]
  if (expected === 503) return []
  const env = JSON.parse(answer.body) as Record<string, string>
  const wrong = Object.entries(app.config).filter(([name, value]) => env[name] !== value)
  return [
    ...(ids.has(env['HOSTNAME'] ?? '')
      ? []
      : [`${hostname} is answered by ${env['HOSTNAME']}, no dyno of it`]),
    ...wrong.map(([name, value]) => `${hostname} runs with ${name}=${env[name]}, not ${value}`),
  ]
}
