import type { Controller } from '../api-client/controller.ts'
import type { ConfigVarsUpdate } from '../api-types/config-vars.ts'
import type { Release } from '../api-types/release.ts'

/**
 * Why requests do not go to a config var PORT that was just set; undefined where they do, or where it can't be known yet. The rule is the
 * controller's (src/controller/domain/web-port.ts), and Deis's too.
 */
export async function findUnusedPort(
  { api, app }: { api: Pick<Controller, 'slugs'>; app: string },
  { PORT: port }: ConfigVarsUpdate,
  release: Release | undefined,
): Promise<string | undefined> {
  if (typeof port !== 'string' || !release?.slug) return undefined
  const { launch } = await api.slugs.get(app, release.slug.id)
  if (launch === 'buildpack')
    return `PORT will not be used: buildpacks built ${app}, and its dynos get requests on the port that they are told.`
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535
  return isPort ? undefined : `PORT will not be used: it is no number from 1 to 65535.`
}
