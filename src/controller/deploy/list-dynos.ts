import { type Dyno, type DynoState, parseDynoName } from '../domain/dyno.ts'
import { type Kind, labels } from '../domain/labels.ts'
import { parseDynoSettings } from '../domain/process-settings.ts'
import type { Container } from '../engine/engine.ts'
import type { Platform } from './platform.ts'

/** The app's dynos as the engine has them, running or not: `dyno` for the formation's, `one-off` for the others. */
export async function listDynos(platform: Platform, appId: string, kind: Kind = 'dyno'): Promise<Dyno[]> {
  const containers = await platform.engine.listContainers({
    [labels.controller]: platform.controllerId,
    [labels.app]: appId,
    [labels.kind]: kind,
  })
  return containers
    .flatMap((container) => toDyno(container, platform.starting.has(container.id)))
    .sort((a, b) => (a.type === b.type ? a.ordinal - b.ordinal : a.type < b.type ? -1 : 1))
}

export function toDyno(container: Container, isStarting: boolean): Dyno[] {
  const name = parseDynoName(container.labels[labels.dyno] ?? '')
  if (!name) return []
  const port = container.labels[labels.port]
  return [
    {
      ...name,
      containerId: container.id,
      releaseVersion: Number(container.labels[labels.release]),
      size: container.labels[labels.size] ?? '',
      settings: parseDynoSettings(container.labels[labels.settings]),
      command: container.labels[labels.command] ?? '',
      state: isStarting ? 'starting' : stateOf(container),
      address: port === undefined ? null : `127.0.0.1:${port}`,
      containerPort: Number(container.labels[labels.containerPort]) || null,
      createdAt: container.startedAt ?? container.createdAt,
    },
  ]
}

function stateOf(container: Container): DynoState {
  // Only a one-off dyno waits for a client to start it. A formation's that nobody starts was left so by a controller that was killed.
  const isOfFormation = container.labels[labels.kind] === 'dyno'
  if (isOfFormation && (container.state === 'created' || container.isCutOff)) return 'down'
  switch (container.state) {
    case 'running':
      return 'up'
    case 'restarting':
      return 'crashed'
    case 'created':
      return 'starting'
    case 'exited':
      return 'down'
  }
}
