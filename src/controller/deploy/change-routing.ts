import type { App } from '../domain/app.ts'
import { addToWhitelist, plainRouting, type Routing, removeFromWhitelist } from '../domain/routing.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'

export interface RoutingChange {
  app: App
  user: User
}

export async function setMaintenance(
  platform: Platform,
  { app, user }: RoutingChange,
  isInMaintenance: boolean,
) {
  const text = `${isInMaintenance ? 'Enable' : 'Disable'} maintenance mode by user ${user.email}`
  let isOther = false
  const routing = await change(platform, app, text, (before) => {
    isOther = before.isInMaintenance !== isInMaintenance
    return { ...before, isInMaintenance }
  })
  const [what, before] = [
    { kind: 'app', app } as const,
    { kind: 'app', app, isInMaintenance: !isInMaintenance } as const,
  ]
  if (isOther) platform.appEvents.tell({ app, action: 'update', what, before, by: user })
  return routing
}

export function setRoutingEnabled(platform: Platform, { app, user }: RoutingChange, isEnabled: boolean) {
  const text = `${isEnabled ? 'Enable' : 'Disable'} routing by user ${user.email}`
  return change(platform, app, text, (before) => ({ ...before, isEnabled }))
}

export function setHttpsEnforced(platform: Platform, { app, user }: RoutingChange, httpsEnforced: boolean) {
  const text = `${httpsEnforced ? 'Enable' : 'Disable'} https-only requests by user ${user.email}`
  return change(platform, app, text, (before) => ({ ...before, httpsEnforced }))
}

export function setSessionAffinity(
  platform: Platform,
  { app, user }: RoutingChange,
  hasSessionAffinity: boolean,
) {
  const text = `${hasSessionAffinity ? 'Enable' : 'Disable'} http-session-affinity by user ${user.email}`
  return change(platform, app, text, (before) => ({ ...before, hasSessionAffinity }))
}

/** Adds first, then removes. Throws `invalid_params`, and then changes nothing. */
export function changeWhitelist(
  platform: Platform,
  { app, user }: RoutingChange,
  { add = [], remove = [] }: { add?: readonly string[] | undefined; remove?: readonly string[] | undefined },
) {
  const added = add.length > 0 ? [`Add ${add.join(', ')} to the whitelist`] : []
  const removed = remove.length > 0 ? [`Remove ${remove.join(', ')} from the whitelist`] : []
  const text = `${[...added, ...removed].join(', ')} by user ${user.email}`
  return change(platform, app, text, (before) => ({
    ...before,
    whitelist: removeFromWhitelist(addToWhitelist(before.whitelist, add), remove),
  }))
}

/** These and no others. Throws `invalid_params`, and then changes nothing. */
export function replaceWhitelist(
  platform: Platform,
  { app, user }: RoutingChange,
  addresses: readonly string[],
) {
  const text = `Set the whitelist to ${addresses.join(', ') || 'nothing'} by user ${user.email}`
  return change(platform, app, text, (before) => ({ ...before, whitelist: addToWhitelist([], addresses) }))
}

/**
 * When it resolves, the router was seen to act so. It waits for other such changes alone: a deploy that takes minutes does not keep an
 * app out of maintenance. Where the router can't be told, all stays as it was. Changing nothing is no change.
 */
async function change(
  platform: Platform,
  app: App,
  text: string,
  apply: (before: Routing) => Routing,
): Promise<Routing> {
  const { store, router, turns } = platform
  return turns.take(`routing of ${app.id}`, async () => {
    const before = await store.routings.ofApp(app.id)
    const after = { ...apply(before), updatedAt: platform.now() }
    if (isSame(before, after)) return before
    await store.routings.put(app.id, after)
    try {
      await router.setRouting(app.id, after)
    } catch (error) {
      await store.routings.put(app.id, { ...before, updatedAt: before.updatedAt ?? app.createdAt })
      throw error
    }
    logEvent(platform, app.id, 'api', text, 'app')
    return after
  })
}

function isSame(before: Routing, after: Routing): boolean {
  const named = (it: Routing) => JSON.stringify({ ...plainRouting, ...it, updatedAt: null })
  return named(before) === named(after)
}
