import type { Controller } from '../controller.ts'
import { accountApi } from './account.ts'
import { appsApi } from './apps.ts'
import { authorizationsApi, oauthSessionsApi } from './authorizations.ts'
import { buildpacksApi } from './buildpacks.ts'
import { buildsApi, slugsApi } from './builds.ts'
import { certificatesApi } from './certificates.ts'
import { collaboratorsApi } from './collaborators.ts'
import { configVarsApi } from './config-vars.ts'
import { type DeisHttpOptions, deisHttp } from './deis-http.ts'
import { domainsApi } from './domains.ts'
import { dynosApi } from './dynos.ts'
import { formationApi } from './formation.ts'
import { keysApi } from './keys.ts'
import { logsApi } from './logs.ts'
import { lacking } from './not-there.ts'
import { processSettingsApi } from './process-settings.ts'
import { registryApi } from './registry.ts'
import { releasesApi } from './releases.ts'
import { routingApi, tlsApi, whitelistApi } from './routing.ts'
import { servicesApi } from './services.ts'
import { statusApi } from './status.ts'
import { labelsApi, tagsApi } from './tags.ts'
import { usersApi } from './users.ts'

/**
 * A controller that speaks Deis's API: Deis Workflow and Hephy v2, Deis 1 v1. What it has no way to do is refused with a UserError of
 * the code `not_supported`. Getters, as platform-controller.ts has them and for the same reason.
 */
export function deisController(options: DeisHttpOptions): Controller {
  const http = deisHttp(options)
  return {
    url: options.url,
    get status() {
      return statusApi(http)
    },
    get regions() {
      return lacking(http, 'regions', ['list'])
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
      const hint = 'Give a program a token of its own: `qp auth:token` shows yours.'
      return lacking(http, 'OAuth clients', ['list', 'create', 'get', 'update', 'rotate', 'remove'], hint)
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
      return lacking(http, 'list of one-off dynos', ['list', 'get', 'stop', 'attach'])
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
      const methods = ['list', 'push', 'read', 'release', 'remove'] as const
      const hint = 'Push the image to a registry; `qp builds:create IMAGE` releases it from there.'
      return lacking(http, 'way to push images', methods, hint)
    },
    get stacks() {
      return lacking(http, 'stacks', ['list'])
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
      const hint = '`qp certs:add` adds certificates that you have.'
      return lacking(http, 'certificates of its own', ['enable', 'disable', 'refresh'], hint)
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
      const methods = ['list', 'get', 'update', 'listOfAccount', 'getOfAccount', 'updateOfAccount'] as const
      return lacking(http, 'features to switch on', methods)
    },
    get collaborators() {
      return collaboratorsApi(http)
    },
    get logs() {
      return logsApi(http)
    },
    get drains() {
      return lacking(http, 'log drains', ['list', 'add', 'remove'])
    },
    get webhooks() {
      const asked = ['list', 'get', 'add', 'update', 'remove'] as const
      const told = ['listDeliveries', 'getDelivery', 'listEvents', 'getEvent'] as const
      const hint = "Whoever runs it can have deploys reported, by the controller's DEIS_DEPLOY_HOOK_URLS."
      return lacking(http, 'webhooks', [...asked, ...told], hint)
    },
    get users() {
      return usersApi(http)
    },
  }
}
