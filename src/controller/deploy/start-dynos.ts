import { type Dyno, formatDynoName, webType } from '../domain/dyno.ts'
import type { Report } from '../domain/progress.ts'
import type { WantedDyno } from '../domain/roll-out-plan.ts'
import { type DynoSource, dynoSpec } from './dyno-spec.ts'
import { withHostPort } from './host-ports.ts'
import { inParallel } from './in-parallel.ts'
import { toDyno } from './list-dynos.ts'
import { appLabels, networkName } from './names.ts'
import { placeDyno } from './placement.ts'
import { logEvent, type Platform } from './platform.ts'
import { tellDyno } from './tell-dyno.ts'

type Source = Omit<DynoSource, 'controllerId' | 'unique'>

/** Starting more at once only makes each slower (measured: four on two cores). */
const startsAtOnce = 4

/**
 * Makes and starts dynos, some at a time. `onStarted` hears of each container as soon as there is one,
 * so that the caller can undo what was begun when a later one fails.
 */
export async function startDynos(
  platform: Platform,
  source: Source,
  wanted: readonly WantedDyno[],
  report: Report,
  onStarted: (dyno: Dyno) => void,
): Promise<void> {
  if (wanted.length === 0) return
  const { app } = source
  await placeDyno(platform, app)
  const services = await platform.store.services.listOfApp(app.id)
  const made = {
    ...source,
    appLabels: await platform.store.appLabels.ofApp(app.id),
    routedTypes: new Set([webType, ...services.map((it) => it.type)]),
  }
  await platform.engine.ensureNetwork(
    networkName(platform.controllerId, app),
    appLabels(platform.controllerId, app, 'network'),
  )
  await inParallel(wanted, startsAtOnce, async (dyno) => {
    const name = formatDynoName(dyno)
    report({ kind: 'step', step: 'start', dyno: name, state: 'begun', text: 'starting' })
    await startDyno(platform, made, dyno, onStarted)
    report({ kind: 'step', step: 'start', dyno: name, state: 'done', text: 'started' })
  })
}

async function startDyno(
  platform: Platform,
  source: Source & { routedTypes: ReadonlySet<string> },
  wanted: WantedDyno,
  onStarted: (dyno: Dyno) => void,
) {
  const start = async (hostPort: number | null) => {
    const full = { ...source, controllerId: platform.controllerId, unique: platform.newId() }
    const spec = dynoSpec(full, wanted, hostPort)
    const id = await platform.engine.createContainer(spec)
    platform.starting.add(id)
    try {
      await platform.engine.startContainer(id)
    } catch (error) {
      platform.starting.delete(id)
      await platform.engine.removeContainer(id)
      throw error
    }
    const name = formatDynoName(wanted)
    const command = source.slug.processTypes[wanted.type] ?? ''
    logEvent(
      platform,
      source.app.id,
      name,
      `Starting process with command \`${command || "the image's own"}\``,
    )
    const labelled = { id, name: spec.name, image: spec.image, labels: spec.labels, exitCode: null }
    const at = platform.now()
    for (const dyno of toDyno({ ...labelled, state: 'running', createdAt: at, startedAt: at }, true)) {
      onStarted(dyno)
      tellDyno(platform, source.app.id, 'create', dyno, { is: 'starting' })
    }
  }
  if (source.routedTypes.has(wanted.type)) await withHostPort(platform, start)
  else await start(null)
}
