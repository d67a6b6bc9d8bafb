import type { FastifyBaseLogger } from 'fastify'
import type { LogLine } from '../domain/log-line.ts'
import type { Tags } from '../domain/node.ts'
import type { LogDrains } from '../drains/log-drains.ts'
import type { Engine } from '../engine/engine.ts'
import type { AppLogs } from '../logs/app-logs.ts'
import type { DynoLogs } from '../logs/dyno-logs.ts'
import type { ReceiverNetwork, ReceiverSettings } from '../receivers/receiver-network.ts'
import type { Router } from '../router/router.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { Store } from '../store/store.ts'
import type { AppEvents } from './app-events.ts'
import type { LiveOutputs } from './live-outputs.ts'
import type { LoginAttempts } from './login-attempts.ts'
import type { ReadyNetworks } from './ready-networks.ts'
import type { ServedDynos } from './served-dynos.ts'
import type { Slots } from './slots.ts'
import type { Turns } from './turns.ts'

export interface Settings {
  /** Where all state is kept. */
  dataDir: string
  /** The API, git and attach. */
  listen: Address
  /** Apps, through the router. */
  http: Address
  /** The same by TLS; null where something in front of the router speaks it. */
  https: Address | null
  /** Where git is served over SSH; undefined where it is not. */
  ssh?: Address | undefined
  /** Where sessions are joined by rendezvous over TLS, as the heroku program does; undefined where they are not. */
  rendezvous?: Address | undefined
  /** Networks whose proxies are believed about whom and how they were asked, beside this machine: "10.0.0.0/8". */
  trustProxy: readonly string[]
  /** Where certificates are got by ACME; null: nowhere. */
  acme: AcmeSettings | null
  /** Apps are `<app>.<domain>`. */
  domain: string
  /** The image that buildpack builds start from. */
  stackImage: string
  /** What one build may use. */
  buildLimits: { memoryMb: number; cpus: number }
  /** How long it may take, in seconds. */
  buildTimeout: number
  /** How long new dynos have to answer, and old ones to end. In seconds. */
  startTimeout: number
  drainTimeout: number
  stopGrace: number
  /** Who makes accounts by `auth:register`: everybody, nobody, or an admin. */
  registration: Registration
  /** By which a builder of Deis's asks; undefined where none may. */
  builderKey?: string | undefined
  /** Of the machine that the engine is on, beside the engine's own labels. */
  tags: Tags
  oneOffs: OneOffSettings
  /** Where drains and webhooks may be sent; without, wherever nobody minds. */
  receivers?: ReceiverSettings
}

export type Registration = 'open' | 'closed' | 'admin'

export interface AcmeSettings {
  /** The authority's directory (RFC 8555 7.1.1). */
  directory: string
  /** Whom the authority writes to. Its terms are agreed to. */
  email: string
  /** Who vouches for the authority's own web server, where that is nobody of the usual ones: a file in PEM. */
  caFile: string | null
}

export interface OneOffSettings {
  /** How many an app may have at a time. */
  most: number
  /** How long a terminal waits for a client whose connection was lost, in seconds. */
  grace: number
  /** How long one that nobody is attached to lives, unless it was asked for another time; in seconds. */
  timeToLive: number
}

export interface Address {
  host: string
  port: number
}

/** Everything that the deploy path works with; put together in `main.ts`, faked in parts by tests. */
export interface Platform {
  settings: Settings
  /** Tells this controller's containers from those of another on the same engine. */
  controllerId: string
  store: Store
  engine: Engine
  router: Router
  logs: AppLogs
  /** Brings what dynos write into `logs`; asked before a container is removed, since its log goes with it. */
  dynoLogs: Pick<DynoLogs, 'settled'>
  /** Sends what comes to `logs` on. */
  drains: LogDrains
  /** The way to addresses that users name. */
  receivers: ReceiverNetwork
  /** Told of what happens to apps; webhooks hear of it. */
  appEvents: AppEvents
  sessions: Sessions
  readyNetworks: ReadyNetworks
  turns: Turns
  /** What builds and release commands write while they run. */
  outputs: LiveOutputs
  /** Builds that can still be cancelled, by id. */
  cancels: Map<string, AbortController>
  /** Builds that may run at once: they must not starve what serves. */
  buildSlots: Slots
  /** Containers that were started and have not been seen to answer yet. */
  starting: Set<string>
  /** Containers that are being stopped: their end is no crash. */
  stopping: Set<string>
  served: ServedDynos
  /** Who has tried passwords too often. */
  loginAttempts: LoginAttempts
  log: FastifyBaseLogger
  now: () => Date
  newId: () => string
}

/** Writes a platform event into the app's log: `2026-08-01T… qp[web.1]: State changed from starting to up`. */
export function logEvent(
  platform: Platform,
  appId: string,
  dyno: string,
  text: string,
  source: LogLine['source'] = 'qp',
) {
  platform.logs.append(appId, { at: platform.now(), source, dyno, text })
}
