import type { DynoSettings } from './process-settings.ts'

/** The states of the Platform API. */
export type DynoState = 'starting' | 'up' | 'crashed' | 'down'

/** "web.1", "run.1234": the type and the number of a dyno. */
export interface DynoName {
  type: string
  ordinal: number
}

/** A dyno that has a container, whatever state that is in. */
export interface Dyno extends DynoName {
  containerId: string
  releaseVersion: number
  /** A dyno size's name. */
  size: string
  /** What it was made with. */
  settings: DynoSettings
  /** The process type's line, or what a one-off dyno was asked to run. */
  command: string
  state: DynoState
  /** "127.0.0.1:20001"; null for what takes no requests. */
  address: string | null
  /** Its $PORT, where it has settings that need it. */
  containerPort: number | null
  createdAt: Date
}

/** The one process type that takes requests. */
export const webType = 'web'

export function formatDynoName({ type, ordinal }: DynoName): string {
  return `${type}.${ordinal}`
}

/** Undefined where the text is no dyno's name; a process type alone ("web") is none. */
export function parseDynoName(text: string): DynoName | undefined {
  const match = /^([A-Za-z][A-Za-z0-9_-]*)\.(\d+)$/.exec(text)
  if (!match?.[1] || !match[2]) return undefined
  return { type: match[1], ordinal: Number(match[2]) }
}
