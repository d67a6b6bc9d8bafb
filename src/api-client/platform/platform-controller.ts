import type { Controller } from '../controller.ts'
import { controllerHttp, type HttpOptions } from '../http.ts'
import { accountApi } from './account.ts'
import { acmApi } from './acm.ts'
import { appsApi } from './apps.ts'
import { authorizationsApi, oauthSessionsApi } from './authorizations.ts'
import { buildpacksApi } from './buildpacks.ts'
import { buildsApi } from './builds.ts'
import { certificatesApi } from './certificates.ts'
import { collaboratorsApi } from './collaborators.ts'
import { configVarsApi } from './config-vars.ts'
import { domainsApi } from './domains.ts'
import { drainsApi } from './drains.ts'
import { dynosApi } from './dynos.ts'
import { featuresApi } from './features.ts'
import { formationApi } from './formation.ts'
import { keysApi } from './keys.ts'
import { logsApi } from './logs.ts'
import { processSettingsApi } from './process-settings.ts'
import { regionsApi } from './regions.ts'
import { releasesApi } from './releases.ts'
import { routingApi, tlsApi, whitelistApi } from './routing.ts'
import { runsApi } from './runs.ts'
import { servicesApi } from './services.ts'
import { slugsApi } from './slugs.ts'
import { statusApi } from './status.ts'
import { labelsApi, tagsApi } from './tags.ts'
import { usersApi } from './users.ts'
import { webhooksApi } from './webhooks.ts'

/** A controller that speaks Heroku's Platform API v3, with what qp adds to it. */
export function platformController(options: HttpOptions): Controller {
  const http = controllerHttp(options)
  return {
    url: options.url,
    status: statusApi(http),
    regions: regionsApi(http),
    account: accountApi(http),
    authorizations: authorizationsApi(http),
    oauthSessions: oauthSessionsApi(http),
    keys: keysApi(http),
    apps: appsApi(http),
    configVars: configVarsApi(http),
    formation: formationApi(http),
    processSettings: processSettingsApi(http),
    tags: tagsApi(http),
    labels: labelsApi(http),
    dynos: dynosApi(http),
    runs: runsApi(http),
    releases: releasesApi(http),
    slugs: slugsApi(http),
    builds: buildsApi(http),
    buildpacks: buildpacksApi(http),
    domains: domainsApi(http),
    certificates: certificatesApi(http),
    acm: acmApi(http),
    routing: routingApi(http),
    tls: tlsApi(http),
    whitelist: whitelistApi(http),
    services: servicesApi(http),
    features: featuresApi(http),
    collaborators: collaboratorsApi(http),
    logs: logsApi(http),
    drains: drainsApi(http),
    webhooks: webhooksApi(http),
    users: usersApi(http),
  }
}
