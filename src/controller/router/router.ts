import type { ErrorPages } from '../domain/error-pages.ts'
import type { Routing } from '../domain/routing.ts'
import type { PathRule } from '../domain/service.ts'
import type { ServedCertificate } from './certificates.ts'

/** Where an app's requests go. */
export interface AppRoute {
  appId: string
  /** For the router's log lines. */
  appName: string
  hostnames: readonly string[]
  /** Those of `web`. */
  dynos: readonly DynoAddress[]
  /** Paths that other dynos get. */
  services?: readonly ServiceRoute[]
  pages?: ErrorPages
}

export interface StartRoute extends AppRoute {
  routing?: Routing
}

export interface ServiceRoute {
  /** The process type. */
  type: string
  paths: readonly PathRule[]
  dynos: readonly DynoAddress[]
}

export interface DynoAddress {
  /** "web.1" */
  dyno: string
  /** "127.0.0.1:20001" */
  address: string
}

/**
 * nginx, seen from the deploy path. The table of routes lives in nginx's shared memory: it survives a reload, not a
 * restart, so the router keeps a copy and sends it again. What can't be reached throws a `Problem` `router_unavailable`.
 */
export interface Router {
  /** Starts nginx, or takes over the one that an earlier controller left serving; then sends the whole tables. */
  start(routes: readonly StartRoute[], certificates?: readonly ServedCertificate[]): Promise<void>
  /** Sets one app's route and reads it back: when it resolves, new requests go there. Its routing stays as it is. */
  setRoute(route: AppRoute): Promise<void>
  /**
   * Sets what holds for an app's requests wherever they go: whether they are let in, and how. The route stays as it is: so this
   * need not wait for a roll-out, and none puts it back.
   */
  setRouting(appId: string, routing: Routing): Promise<void>
  removeRoute(appId: string): Promise<void>
  /** All of them, those that stay too. When it resolves, new connections get them. */
  setCertificates(certificates: readonly ServedCertificate[]): Promise<void>
  /** What ACME's question for a token is answered with, on any hostname; null: no longer. */
  setChallenge(token: string, answer: string | null): Promise<void>
  /** Why a regular expression can't stand in a route; undefined where it can. */
  checkRegex(regex: string): Promise<string | undefined>
  /** Whether nginx was seen to send this hostname's requests to the app. */
  hasHostname(appId: string, hostname: string): boolean
  /** How many requests are on their way to this address now. */
  countInFlight(address: string): Promise<number>
  /** Lets go of timers and watchers; nginx goes on serving. */
  detach(): Promise<void>
  /** Stops nginx too. */
  stop(): Promise<void>
}
