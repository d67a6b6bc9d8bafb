import { setTimeout as sleep } from 'node:timers/promises'
import type { Controller } from '../api-client/controller.ts'
import type { Domain } from '../api-types/domain.ts'
import { UserError } from './errors.ts'

/** Removes all but the app's own. */
export async function clearDomains(api: Controller, app: string): Promise<Domain[]> {
  const removed = []
  for (const { hostname } of await listCustomDomains(api, app))
    removed.push(await api.domains.remove(app, hostname))
  return removed
}

/**
 * Waits until the router answers to the domains, or to the one that is named; asks each second.
 *
 * @throws UserError for one that failed
 */
export function waitForDomains(api: Controller, app: string, hostname?: string): Promise<Domain[]> {
  const list = async () =>
    hostname === undefined ? listCustomDomains(api, app) : [await api.domains.get(app, hostname)]
  return waitUntil(list, ({ hostname, status }) => {
    if (status === 'failed') throw new UserError(`The domain ${hostname} could not be set up.`)
    return status === 'succeeded'
  })
}

/**
 * Waits until each domain that gets an automatic certificate has it; asks each second.
 *
 * @throws UserError for one that failed, with the reason
 */
export function waitForCertificates(api: Controller, app: string): Promise<Domain[]> {
  return waitUntil(
    () => listCustomDomains(api, app),
    ({ hostname, acm_status, acm_status_reason }) => {
      if (acm_status === 'failed' || acm_status === 'failing')
        throw new UserError(`No certificate for ${hostname}: ${acm_status_reason}.`, {
          hint: '`qp certs:auto` shows the others. When the cause is gone, `qp certs:auto:refresh` tries again at once.',
        })
      return acm_status === 'ok' || acm_status === null
    },
  )
}

/** Asks each second until all are as they should be. */
async function waitUntil(
  list: () => Promise<Domain[]>,
  isDone: (domain: Domain) => boolean,
): Promise<Domain[]> {
  for (;;) {
    const domains = await list()
    if (domains.every(isDone)) return domains
    await sleep(1000)
  }
}

async function listCustomDomains(api: Controller, app: string): Promise<Domain[]> {
  return (await api.domains.list(app)).filter((it) => it.kind === 'custom')
}
