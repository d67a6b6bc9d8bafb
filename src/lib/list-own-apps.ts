import type { Controller } from '../api-client/controller.ts'
import type { App } from '../api-types/app.ts'

/** The apps that the person who is logged in owns: not those that others let them work on, nor what an administrator sees. */
export async function listOwnApps(api: Pick<Controller, 'account' | 'apps'>): Promise<App[]> {
  const [{ email }, apps] = await Promise.all([api.account.get(), api.apps.list()])
  return apps.filter((it) => it.owner.email === email)
}
