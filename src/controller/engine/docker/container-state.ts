import { type Static, Type } from 'typebox'
import type { Container } from '../engine.ts'

const Labels = Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()])

/** `GET /containers/{id}/json`, as far as it is read. */
export const ContainerInspect = Type.Object({
  Id: Type.String(),
  Name: Type.String(),
  Created: Type.String(),
  State: Type.Object({
    Status: Type.String(),
    ExitCode: Type.Integer(),
    OOMKilled: Type.Boolean(),
    StartedAt: Type.String(),
  }),
  Config: Type.Object({ Image: Type.String(), Labels, Tty: Type.Boolean() }),
})
export type ContainerInspect = Static<typeof ContainerInspect>

export function toContainer(inspect: ContainerInspect): Container {
  const { State: state, Config: config } = inspect
  return {
    id: inspect.Id,
    name: inspect.Name.replace(/^\//, ''),
    image: config.Image,
    labels: config.Labels ?? {},
    state: toState(state.Status),
    exitCode: readExitCode(state),
    createdAt: new Date(inspect.Created),
    startedAt: hasStarted(inspect) ? new Date(state.StartedAt) : null,
  }
}

/** Docker writes the year 1 for "never". */
export function hasStarted({ State }: ContainerInspect): boolean {
  return !State.StartedAt.startsWith('0001-')
}

/** Docker also knows paused (it still has a process) and removing and dead (it has none any more). */
function toState(status: string): Container['state'] {
  if (status === 'created' || status === 'restarting') return status
  return status === 'running' || status === 'paused' ? 'running' : 'exited'
}

/** A container that could not be started stays `created`, with a code that says why: 126, 127 or 128. */
function readExitCode({ Status, ExitCode }: ContainerInspect['State']): number | null {
  const state = toState(Status)
  if (state === 'running' || (state === 'created' && ExitCode === 0)) return null
  return ExitCode
}
