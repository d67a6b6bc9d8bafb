import { labels } from '../domain/labels.ts'
import type { ContainerSpec } from '../engine/container-spec.ts'
import type { Container, Engine } from '../engine/engine.ts'
import { appLabels, containerName, networkName } from './names.ts'
import { ensurePauseImage, pauseArgv } from './pause-image.ts'

/** What makes and finds holders: containers that do nothing but keep a network namespace of an app's network. */
export interface HolderParts {
  engine: Engine
  controllerId: string
  newId: () => string
}

/** Of an app, what its holders are made from. */
export interface HolderApp {
  id: string
  name: string
}

/**
 * Starts a holder and gives its id; undefined where no program was written for this processor. The app's network must be
 * there: this does not make it, so that nothing comes back of an app that is being destroyed.
 */
export async function startHolder(parts: HolderParts, app: HolderApp): Promise<string | undefined> {
  const { engine, controllerId, newId } = parts
  const image = await ensurePauseImage(parts)
  if (image === undefined) return undefined
  const id = await engine.createContainer(holderSpec({ controllerId, app, image, unique: newId() }))
  try {
    await engine.startContainer(id)
  } catch (error) {
    await engine.removeContainer(id)
    throw error
  }
  return id
}

/**
 * No label names a dyno or a log: what reads dynos and logs passes over it. Its limits are for the engine's own start of
 * it, which is counted in (the program takes 8 KB, with the engine's init process 0.6 MB; measured).
 */
function holderSpec(source: {
  controllerId: string
  app: HolderApp
  image: string
  unique: string
}): ContainerSpec {
  const { controllerId, app, image, unique } = source
  return {
    name: containerName(controllerId, app.name, 'holder', unique),
    image,
    argv: pauseArgv,
    env: {},
    labels: appLabels(controllerId, app, 'holder'),
    network: networkName(controllerId, app),
    networkAliases: [],
    memoryMb: 32,
    cpus: 1,
    pids: 32,
    tty: false,
    terminalSize: null,
    openStdin: false,
    log: null,
    // One that came back would come back with another address than those who joined it know.
    restart: 'never',
    publish: null,
    volumes: [],
    user: '65534:65534',
    workingDir: null,
  }
}

/** A holder, and whether a one-off dyno has joined it or is about to. */
export interface FoundHolder {
  container: Container
  isUsed: boolean
}

export async function listHolders({
  engine,
  controllerId,
}: Pick<HolderParts, 'engine' | 'controllerId'>): Promise<FoundHolder[]> {
  const list = (kind: string) =>
    engine.listContainers({ [labels.controller]: controllerId, [labels.kind]: kind })
  const holders = await list('holder')
  // After the holders: who joins one that was listed is seen.
  const used = new Set((await list('one-off')).map((it) => it.labels[labels.holder]))
  return holders.map((container) => ({ container, isUsed: used.has(container.id) }))
}
