import type { Controller } from '../controller.ts'
import { controllerHttp } from '../http.ts'
import type { HttpOptions } from '../requests.ts'
import { accountApi } from './account.ts'
import { acmApi } from './acm.ts'
import { appsApi } from './apps.ts'
import { authorizationsApi, oauthSessionsApi } from './authorizations.ts'
import { buildpacksApi } from './buildpacks.ts'
import { buildsApi } from './builds.ts'
import { certificatesApi } from './certificates.ts'
import { collaboratorsApi } from './collaborators.ts'
import { configVarsApi } from './config-vars.ts'
import { containerImagesApi } from './container-images.ts'
import { domainsApi } from './domains.ts'
import { drainsApi } from './drains.ts'
import { dynosApi } from './dynos.ts'
import { featuresApi } from './features.ts'
import { formationApi } from './formation.ts'
import { keysApi } from './keys.ts'
import { logsApi } from './logs.ts'
import { oauthClientsApi } from './oauth-clients.ts'
import { processSettingsApi } from './process-settings.ts'
import { regionsApi } from './regions.ts'
import { registryApi } from './registry.ts'
import { releasesApi } from './releases.ts'
import { routingApi, tlsApi, whitelistApi } from './routing.ts'
import { runsApi } from './runs.ts'
import { servicesApi } from './services.ts'
import { slugsApi } from './slugs.ts'
import { stacksApi } from './stacks.ts'
import { statusApi } from './status.ts'
import { labelsApi, tagsApi } from './tags.ts'
import { usersApi } from './users.ts'
import { webhooksApi } from './webhooks.ts'

/**
 * A controller that speaks Heroku's Platform API v3, with what qp adds to it. Getters, so that a start loads no more than what its
 * command asks for, however many resources there are.
 */
export function platformController(options: HttpOptions): Controller {
  const http = controllerHttp(options)
  return {
    url: options.url,
    get status() {
      return statusApi(http)
    },
    get regions() {
      return regionsApi(http)
    },
    get account() {
      return accountApi(http)
    },
    get authorizations() {
      return authorizationsApi(http)
    },
    get oauthSessions() {
      return oauthSessionsApi(http)
    },
    get oauthClients() {
      return oauthClientsApi(http)
    },
    get keys() {
      return keysApi(http)
    },
    get apps() {
      return appsApi(http)
    },
    get configVars() {
      return configVarsApi(http)
    },
    get formation() {
      return formationApi(http)
    },
    get processSettings() {
      return processSettingsApi(http)
    },
    get tags() {
      return tagsApi(http)
    },
    get labels() {
      return labelsApi(http)
    },
    get dynos() {
      return dynosApi(http)
    },
    get runs() {
      return runsApi(http)
    },
    get releases() {
      return releasesApi(http)
    },
    get slugs() {
      return slugsApi(http)
    },
    get builds() {
      return buildsApi(http)
    },
    get buildpacks() {
      return buildpacksApi(http)
    },
    get containerImages() {
      return containerImagesApi(http)
    },
    get stacks() {
      return stacksApi(http)
    },
    get registry() {
      return registryApi(http)
    },
    get domains() {
      return domainsApi(http)
    },
    get certificates() {
      return certificatesApi(http)
    },
    get acm() {
      return acmApi(http)
    },
    get routing() {
      return routingApi(http)
    },
    get tls() {
      return tlsApi(http)
    },
    get whitelist() {
      return whitelistApi(http)
    },
    get services() {
      return servicesApi(http)
    },
    get features() {
      return featuresApi(http)
    },
    get collaborators() {
      return collaboratorsApi(http)
    },
    get logs() {
      return logsApi(http)
    },
    get drains() {
      return drainsApi(http)
    },
    get webhooks() {
      return webhooksApi(http)
    },
    get users() {
      return usersApi(http)
    },
  }
}
