import { Type } from 'typebox'
import { AcmUpdate } from '../../../api-types/acm.ts'
import { App } from '../../../api-types/app.ts'
import {
  disableAutomaticCertificates,
  enableAutomaticCertificates,
  refreshAutomaticCertificates,
} from '../../deploy/automatic-certificates.ts'
import type { Platform } from '../../deploy/platform.ts'
import { namedAppOf } from '../auth.ts'
import { serializeApp } from './apps.ts'
import type { ApiServer } from './route.ts'

/** Heroku's Automated Certificate Management, which its published schema does not name: its client's requests. */
export function acmRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const schema = { params: Type.Object({ app: Type.String() }), response: { 200: App } }
  const url = '/apps/:app/acm'
  server.post(url, { config, schema }, async (request) => {
    await enableAutomaticCertificates(platform, namedAppOf(request))
    return serializeApp(platform, request, namedAppOf(request))
  })
  server.patch(url, { config, schema: { ...schema, body: AcmUpdate } }, async (request) => {
    await refreshAutomaticCertificates(platform, namedAppOf(request))
    return serializeApp(platform, request, namedAppOf(request))
  })
  server.delete(url, { config, schema }, async (request) => {
    await disableAutomaticCertificates(platform, namedAppOf(request))
    return serializeApp(platform, request, namedAppOf(request))
  })
}
