import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import { FORWARD_SUBPROTOCOL, SUBPROTOCOL } from '../../attach/frames.ts'
import type { Platform } from '../deploy/platform.ts'
import { trustedFronts } from '../domain/trusted-fronts.ts'
import { attachRoute } from './attach.ts'
import { guardRoutes } from './auth.ts'
import { serveDeis } from './deis/deis-face.ts'
import { answerErrors, toErrorAnswer } from './errors.ts'
import { forwardRoute } from './forward.ts'
import { gitRoutes } from './git.ts'
import { createLogStreams, logStreamRoute } from './logs.ts'
import { authorizeEndpoint } from './oauth/authorize.ts'
import { tokenEndpoint } from './oauth/token.ts'
import { describeApi, openApiRoute } from './openapi.ts'
import { outputRoute } from './outputs.ts'
import { accountRoutes } from './platform/account.ts'
import { acmRoutes } from './platform/acm.ts'
import { addonRoutes } from './platform/addons.ts'
import { appTransferRoutes } from './platform/app-transfers.ts'
import { appRoutes } from './platform/apps.ts'
import { authorizationRoutes } from './platform/authorizations.ts'
import { buildpackInstallationRoutes } from './platform/buildpack-installations.ts'
import { buildRoutes } from './platform/builds.ts'
import { clientRoutes } from './platform/clients.ts'
import { collaboratorRoutes } from './platform/collaborators.ts'
import { configVarRoutes } from './platform/config-vars.ts'
import { containerImageRoutes } from './platform/container-images.ts'
import { domainRoutes } from './platform/domains.ts'
import { dynoArchiveRoutes } from './platform/dyno-archive.ts'
import { dynoRoutes } from './platform/dynos.ts'
import { featureRoutes } from './platform/features.ts'
import { formationRoutes } from './platform/formation.ts'
import { keyRoutes } from './platform/keys.ts'
import { logDrainRoutes } from './platform/log-drains.ts'
import { logSessionRoutes } from './platform/log-sessions.ts'
import { processSettingsRoutes } from './platform/process-settings.ts'
import { regionRoutes } from './platform/regions.ts'
import { registryRoutes } from './platform/registry.ts'
import { releaseRoutes } from './platform/releases.ts'
import type { ApiServer } from './platform/route.ts'
import { routingRoutes } from './platform/routing.ts'
import { runRoutes } from './platform/runs.ts'
import { serviceRoutes } from './platform/services.ts'
import { sessionRoutes } from './platform/sessions.ts'
import { slugRoutes } from './platform/slugs.ts'
import { sniEndpointRoutes } from './platform/sni-endpoints.ts'
import { sourceRoutes } from './platform/sources.ts'
import { stackRoutes } from './platform/stacks.ts'
import { statusRoutes } from './platform/status.ts'
import { tagRoutes } from './platform/tags.ts'
import { tokenRoutes } from './platform/tokens.ts'
import { userRoutes } from './platform/users.ts'
import { webhookDeliveryRoutes } from './platform/webhook-deliveries.ts'
import { webhookRoutes } from './platform/webhooks.ts'
import type { PushHooks } from './push-hooks.ts'
import type { Rendezvous } from './rendezvous.ts'
import { answerRepeats } from './repeated-requests.ts'
import { cutSlowBodies } from './slow-bodies.ts'

/** The largest request that the API takes: room for the largest config, whatever JSON makes of it. git's bodies are not counted. */
const bodyLimit = 4 * 1024 * 1024

/** Everything that answers on the controller's one port: API, git, logs and sessions. */
export async function buildServer(
  platform: Platform,
  hooks: PushHooks,
  version: string,
  rendezvous?: Rendezvous,
): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({
    // What fails before there is a route, such as a path that can't be decoded.
    frameworkErrors: (error, request, reply: FastifyReply) => {
      const { status, body } = toErrorAnswer(error)
      // What else closes the connection of a websocket that is refused is a hook, and none is called here.
      if (request.headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroy())
      reply.code(status).send(body)
    },
    loggerInstance: platform.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // A name that is too long is a name that nothing has, not a broken request.
    // Deis's clients end their paths with a slash.
    routerOptions: { maxParamLength: 8192, ignoreTrailingSlash: true },
    trustProxy: trustedFronts(platform.settings.trustProxy),
    requestIdHeader: false,
    genReqId: () => platform.newId(),
    // A value means what its JSON type says: "+1" is no 1.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    forceCloseConnections: true,
  })
  answerErrors(server)
  acceptEmptyJson(server)
  server.addHook('onSend', async (request, reply) => {
    reply.header('request-id', request.id)
  })
  // Before the guard: by its own hook it knows the sockets of websockets that are refused, and closes them.
  await server.register(websocket, {
    options: { handleProtocols, maxPayload: bodyLimit, perMessageDeflate: false },
  })
  guardRoutes(server, platform)
  cutSlowBodies(server)
  // Behind the guard: what is answered again was asked for by the same caller, who may still ask.
  answerRepeats(server)
  await describeApi(server, version)
  addRoutes(server, platform, hooks, version, rendezvous)
  await authorizeEndpoint(server, platform)
  await tokenEndpoint(server, platform)
  await serveDeis(server, platform, hooks)
  return server
}

function addRoutes(
  server: FastifyInstance,
  platform: Platform,
  hooks: PushHooks,
  version: string,
  rendezvous: Rendezvous | undefined,
): void {
  const streams = createLogStreams(platform.newId)
  const api = server.withTypeProvider() as ApiServer
  openApiRoute(server)
  statusRoutes(api, platform, version)
  regionRoutes(api, platform)
  accountRoutes(api, platform)
  userRoutes(api, platform)
  authorizationRoutes(api, platform)
  sessionRoutes(api, platform)
  clientRoutes(api, platform)
  tokenRoutes(api, platform)
  keyRoutes(api, platform)
  appRoutes(api, platform)
  configVarRoutes(api, platform)
  formationRoutes(api, platform)
  processSettingsRoutes(api, platform)
  tagRoutes(api, platform)
  dynoRoutes(api, platform, rendezvous)
  dynoArchiveRoutes(api, platform)
  runRoutes(api, platform)
  releaseRoutes(api, platform)
  outputRoute(api, platform)
  slugRoutes(api, platform)
  buildRoutes(api, platform)
  containerImageRoutes(api, platform)
  stackRoutes(api, platform)
  sourceRoutes(api, platform)
  registryRoutes(api, platform)
  buildpackInstallationRoutes(api, platform)
  domainRoutes(api, platform)
  routingRoutes(api, platform)
  serviceRoutes(api, platform)
  featureRoutes(api, platform)
  sniEndpointRoutes(api, platform)
  acmRoutes(api, platform)
  collaboratorRoutes(api, platform)
  appTransferRoutes(api, platform)
  logDrainRoutes(api, platform)
  addonRoutes(api)
  webhookRoutes(api, platform)
  webhookDeliveryRoutes(api, platform)
  logSessionRoutes(api, platform, streams)
  logStreamRoute(server, platform, streams)
  attachRoute(server, platform)
  forwardRoute(server, platform)
  gitRoutes(server, platform, hooks)
}

/** Heroku's clients name JSON as the type of requests that have no body. */
function acceptEmptyJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body as string, done)
  })
}

const protocols: readonly string[] = [SUBPROTOCOL, FORWARD_SUBPROTOCOL]

const handleProtocols = (offered: Set<string>) => protocols.find((it) => offered.has(it)) ?? false
