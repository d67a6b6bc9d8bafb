import type { Dyno } from '../domain/dyno.ts'
import type { ErrorPages } from '../domain/error-pages.ts'

/** Who gets requests between two roll-outs. It is this process's knowledge: after a start, the first roll-out fills it. */
export interface ServedDynos {
  /** By app id: those that the last roll-out left running. Of them, the router gets the ready ones. */
  dynos: Map<string, readonly Dyno[]>
  /** By app id, between a roll-out's switch and the next: the pages of its release, which is current only from the switch on. */
  pages: Map<string, ErrorPages>
  /** Ids of containers whose readiness check fails. */
  unready: Set<string>
  /** Ids of containers whose liveness check fails, and that wait to be restarted. */
  failing: Set<string>
  /** By app id: the route that is being sent, which the next one waits for. */
  sending: Map<string, Promise<void>>
}

export function createServedDynos(): ServedDynos {
  return { dynos: new Map(), pages: new Map(), unready: new Set(), failing: new Set(), sending: new Map() }
}

/** Whether its health checks, where it has any, let requests go to it. */
export function isReady({ unready, failing }: ServedDynos, containerId: string): boolean {
  return !unready.has(containerId) && !failing.has(containerId)
}

export function forgetContainer({ unready, failing }: ServedDynos, containerId: string): void {
  unready.delete(containerId)
  failing.delete(containerId)
}

/** For an app that is gone. */
export function forgetServed(served: ServedDynos, appId: string): void {
  for (const dyno of served.dynos.get(appId) ?? []) forgetContainer(served, dyno.containerId)
  served.dynos.delete(appId)
  served.pages.delete(appId)
  served.sending.delete(appId)
}
