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
  HostConfig: Type.Object({ NetworkMode: Type.String() }),
  NetworkSettings: Type.Object({ Networks: Type.Record(Type.String(), Type.Unknown()) }),
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
    ...(isCutOff(inspect) ? { isCutOff: true } : {}),
  }
}

/**
 * One that ends keeps its networks' names; only `docker network disconnect` takes them, and then Docker starts it again without
 * (measured). What joined another container's network has none of its own.
 */
function isCutOff({ State, HostConfig, NetworkSettings }: ContainerInspect): boolean {
  const isAlive = ['running', 'restarting'].includes(toState(State.Status))
  const isOwn = !HostConfig.NetworkMode.startsWith('container:')
  return isAlive && isOwn && Object.keys(NetworkSettings.Networks).length === 0
}

/** One of `GET /containers/json`: less than an inspect tells, but answered even where that is not. */
export const ContainerSummary = Type.Object({
  Id: Type.String(),
  Names: Type.Array(Type.String()),
  Image: Type.String(),
  Labels,
  State: Type.String(),
  /** For people: "Up 3 minutes", "Exited (137) 2 hours ago". */
  Status: Type.String(),
  /** Seconds since 1970. */
  Created: Type.Integer(),
})
export type ContainerSummary = Static<typeof ContainerSummary>

/** It does not say when it was started; close to when it was created, for what is never started twice. */
export function toContainerFromSummary(summary: ContainerSummary): Container {
  const code = /^(?:Exited|Restarting) \((\d+)\)/.exec(summary.Status)?.[1]
  const createdAt = new Date(summary.Created * 1000)
  return {
    id: summary.Id,
    name: (summary.Names[0] ?? '').replace(/^\//, ''),
    image: summary.Image,
    labels: summary.Labels ?? {},
    state: toState(summary.State),
    exitCode: code === undefined ? null : Number(code),
    createdAt,
    startedAt: summary.State === 'created' ? null : createdAt,
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
