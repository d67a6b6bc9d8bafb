import { Flags } from '@oclif/core'
import type { Controller } from '../api-client/controller.ts'
import type { SniEndpoint } from '../api-types/sni-endpoint.ts'
import { UserError } from './errors.ts'

/** Which of an app's certificates is meant, as Heroku's commands ask. */
export const certificateFlags = {
  name: Flags.string({ description: 'name of the certificate; without it the one that the app has' }),
  endpoint: Flags.string({ description: 'the same', hidden: true }),
}

/** The one that is named, or the only one there is. */
export async function chooseCertificate(
  api: Controller,
  app: string,
  { name, endpoint = name }: { name?: string | undefined; endpoint?: string | undefined },
): Promise<SniEndpoint> {
  if (endpoint !== undefined) return api.certificates.get(app, endpoint)
  const [only, ...others] = await api.certificates.list(app)
  if (only === undefined) throw new UserError(`${app} has no certificates.`, { code: 'not_found' })
  if (others.length === 0) return only
  const names = [only, ...others].map((it) => it.name).join(', ')
  throw new UserError(`${app} has several certificates: ${names}. Add --name NAME.`, { code: 'ambiguous' })
}
