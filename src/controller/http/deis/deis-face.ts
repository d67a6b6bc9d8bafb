import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../deploy/platform.ts'
import type { ApiServer } from '../platform/route.ts'
import type { PushHooks } from '../push-hooks.ts'
import { accountRoutes } from './accounts.ts'
import { appRoutes } from './apps.ts'
import { buildRoutes } from './builds.ts'
import { certRoutes } from './certs.ts'
import { configRoutes } from './config.ts'
import { domainRoutes } from './domains.ts'
import { answerDeisErrors } from './errors.ts'
import { hookRoutes } from './hooks.ts'
import { keyRoutes } from './keys.ts'
import { loginRoutes } from './logins.ts'
import { logRoutes } from './logs.ts'
import { answerNotFound } from './not-found.ts'
import { permRoutes } from './perms.ts'
import { podRoutes } from './pods.ts'
import { readinessRoute } from './readiness.ts'
import { releaseRoutes } from './releases.ts'
import { runRoutes } from './run.ts'
import { scaleRoutes } from './scale.ts'
import { serviceRoutes } from './services.ts'
import { settingsRoutes } from './settings.ts'
import { tlsRoutes } from './tls.ts'
import { userRoutes } from './users.ts'
import { whitelistRoutes } from './whitelist.ts'

/** The API that is spoken, and what Deis's programs compare with their own: they go on quietly where it is not older. */
const apiVersion = '2.3'
const platformVersion = '2.3.0'

/**
 * The Deis controller API v2.3 under `/v2/`, so that the `deis` programs of Deis Workflow and Hephy work here. A translation: what is
 * allowed, and what happens, is in `deploy/` and `domain/`, where the Platform API has it from.
 */
export async function serveDeis(
  server: FastifyInstance,
  platform: Platform,
  hooks: PushHooks,
): Promise<void> {
  readinessRoute(server.withTypeProvider() as ApiServer, platform)
  await server.register(
    async (face) => {
      face.addHook('onRoute', (route) => {
        route.schema = { ...route.schema, hide: true }
      })
      face.addHook('onSend', async (_, reply) => {
        reply.header('DEIS_API_VERSION', apiVersion).header('DEIS_PLATFORM_VERSION', platformVersion)
      })
      // Deis's clients name JSON as the type of requests that have no body.
      face.addHook('preValidation', async (request) => {
        if (request.method !== 'GET' && request.body == null) request.body = {}
      })
      answerDeisErrors(face)
      answerNotFound(face)
      addRoutes(face.withTypeProvider() as ApiServer, platform, hooks)
    },
    { prefix: '/v2' },
  )
}

function addRoutes(api: ApiServer, platform: Platform, _hooks: PushHooks): void {
  // Whether a token is good, and whether this is a Deis controller at all: it is where nobody gets in.
  api.get('/', { config: { access: 'user', scope: 'identity' } }, async () => ({}))
  accountRoutes(api, platform)
  loginRoutes(api, platform)
  userRoutes(api, platform)
  keyRoutes(api, platform)
  appRoutes(api, platform)
  permRoutes(api, platform)
  configRoutes(api, platform)
  buildRoutes(api, platform)
  releaseRoutes(api, platform)
  hookRoutes(api, platform)
  scaleRoutes(api, platform)
  podRoutes(api, platform)
  runRoutes(api, platform)
  logRoutes(api, platform)
  settingsRoutes(api, platform)
  whitelistRoutes(api, platform)
  tlsRoutes(api, platform)
  domainRoutes(api, platform)
  serviceRoutes(api, platform)
  certRoutes(api, platform)
}
