import { withoutExitMarker } from '../../attach/exit-marker.ts'
import type { AppEvent, ToldDyno } from '../domain/app-event.ts'
import { type Dyno, type DynoState, formatDynoName } from '../domain/dyno.ts'
import { shownSize } from '../domain/limits.ts'
import type { Run } from '../domain/run.ts'
import type { User } from '../domain/user.ts'
import type { ContainerEvent } from '../engine/engine.ts'
import { toDyno } from './list-dynos.ts'
import type { Platform } from './platform.ts'

/** Webhooks hear that a dyno of the formation has begun, become something else, or is gone. */
export function tellDyno(
  platform: Platform,
  appId: string,
  action: AppEvent['action'],
  dyno: Dyno,
  states: { is: DynoState; was?: DynoState; exitStatus?: number | null },
): void {
  const told: ToldDyno = {
    id: dyno.containerId,
    name: formatDynoName(dyno),
    type: dyno.type,
    command: dyno.command,
    size: shownSize(dyno.size, dyno.settings.limits),
    releaseVersion: dyno.releaseVersion,
    state: states.is,
    exitStatus: states.exitStatus ?? null,
  }
  const was =
    states.was && ({ kind: 'dyno', dyno: { ...told, state: states.was, exitStatus: null } } as const)
  const what = { kind: 'dyno', dyno: told } as const
  platform.appEvents.tell({
    app: { id: appId },
    action,
    what,
    ...(was ? { before: was } : {}),
    by: undefined,
  })
}

/** What the engine does with a dyno by itself: it has ended without being asked to, or was started again. */
export function tellContainerEvent(platform: Platform, appId: string, event: ContainerEvent): void {
  const isOver = event.action === 'die'
  // Of these it is told where it is done.
  if (isOver ? platform.stopping.delete(event.id) : platform.starting.has(event.id)) return
  const at = platform.now()
  const found = { id: event.id, name: '', image: '', labels: event.labels, exitCode: null, createdAt: at }
  const [dyno] = toDyno({ ...found, state: 'running', startedAt: at }, false)
  if (!dyno) return
  const states = isOver
    ? ({ is: 'crashed', was: 'up', exitStatus: event.exitCode } as const)
    : ({ is: 'up', was: 'crashed' } as const)
  tellDyno(platform, appId, 'update', dyno, states)
}

/** A one-off dyno begins, by a user's wish, or is over. What runs inside another dyno is none. */
export function tellRun(platform: Platform, run: Run, end?: { exitCode: number | null }, by?: User): void {
  if (run.kind === 'inside') return
  const dyno: ToldDyno = {
    id: run.id,
    name: run.dyno,
    type: 'run',
    command: withoutExitMarker(run.command),
    size: run.size,
    releaseVersion: run.releaseVersion,
    state: end ? 'down' : 'starting',
    exitStatus: end?.exitCode ?? null,
  }
  const action = end ? 'destroy' : 'create'
  platform.appEvents.tell({ app: { id: run.appId }, action, what: { kind: 'dyno', dyno }, by })
}
