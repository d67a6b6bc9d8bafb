import type { App } from './app.ts'
import type { Build } from './build.ts'
import type { Certificate } from './certificate.ts'
import type { Collaborator } from './collaborator.ts'
import type { DynoState } from './dyno.ts'
import type { FormationEntry } from './formation.ts'
import type { Release } from './release.ts'
import type { User } from './user.ts'
import type { WebDomain } from './web-domain.ts'
import type { Include } from './webhook.ts'

/** `isInMaintenance` where it was another than it is now. */
interface AppSubject {
  kind: 'app'
  app: App
  isInMaintenance?: boolean
}

/** What something happened to. */
export type EventSubject =
  | AppSubject
  | { kind: 'build'; build: Build }
  | { kind: 'collaborator'; collaborator: Collaborator }
  | { kind: 'domain'; domain: WebDomain }
  | { kind: 'dyno'; dyno: ToldDyno }
  | { kind: 'formation'; entry: FormationEntry }
  | { kind: 'release'; release: Release }
  | { kind: 'sni-endpoint'; certificate: Certificate }

/** A dyno at one moment of its life. */
export interface ToldDyno {
  id: string
  name: string
  type: string
  command: string
  size: string
  releaseVersion: number
  state: DynoState
  exitStatus: number | null
}

/** Something that has happened to an app. */
export interface AppEvent {
  app: Pick<App, 'id'>
  action: 'create' | 'update' | 'destroy'
  what: EventSubject
  /** Of an update: how it was. */
  before?: EventSubject
  /** Undefined where nobody asked for it: dynos live and die by the platform's doing. */
  by: Pick<User, 'id' | 'email'> | undefined
}

/** What a webhook includes to be told of it. */
export function includeOf({ kind }: EventSubject): Include {
  return kind === 'dyno' ? 'dyno' : `api:${kind}`
}
