import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Dyno, DynoCreate, DynoSize, RunInsideCreate } from '../../../api-types/dyno.ts'
import { withoutExitMarker } from '../../../attach/exit-marker.ts'
import type { TerminalSize } from '../../../attach/frames.ts'
import { listDynos } from '../../deploy/list-dynos.ts'
import { createOneOff } from '../../deploy/one-off.ts'
import type { Platform } from '../../deploy/platform.ts'
import { restart, stop } from '../../deploy/restart.ts'
import { runInside } from '../../deploy/run-inside.ts'
import { isReady } from '../../deploy/served-dynos.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/dyno.ts'
import { formatDynoName } from '../../domain/dyno.ts'
import { dynoSizes } from '../../domain/dyno-size.ts'
import { shownSize } from '../../domain/limits.ts'
import { problem } from '../../domain/problem.ts'
import type { Run } from '../../domain/run.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { attachAddress, checkAttachable, spellOutEnv } from '../heroku-program.ts'
import type { Rendezvous } from '../rendezvous.ts'
import { watched } from '../watched.ts'
import type { ApiServer } from './route.ts'

const access = 'collaborator' as const
/** A process of one's own in a dyno sees its config vars. */
const running = { access: 'deploy-or-operate', scope: 'write-protected' } as const
const ofApp = { params: Type.Object({ app: Type.String() }) }
const ofDyno = { params: Type.Object({ app: Type.String(), dyno: Type.String() }) }
const ofType = { params: Type.Object({ app: Type.String(), type: Type.String() }) }

export function dynoRoutes(server: ApiServer, platform: Platform, rendezvous?: Rendezvous): void {
  server.get(
    '/apps/:app/dynos',
    { config: { access }, schema: { ...ofApp, response: { 200: Type.Array(Dyno) } } },
    (request) => listAll(platform, request),
  )
  server.get(
    '/apps/:app/dynos/:dyno',
    { config: { access }, schema: { ...ofDyno, response: { 200: Dyno } } },
    async (request) => {
      const { dyno } = request.params
      const found = (await listAll(platform, request)).find((it) => it.name === dyno || it.id === dyno)
      if (!found) throw problem('not_found', `No such dyno: ${dyno}. \`qp ps\` lists them.`)
      return found
    },
  )
  server.post(
    '/apps/:app/dynos',
    {
      config: running,
      preValidation: spellOutEnv,
      schema: { ...ofApp, body: DynoCreate, response: { 201: Dyno } },
    },
    async (request, reply) => {
      const attached = request.body.attach ?? false
      if (attached) checkAttachable(request, rendezvous)
      const run = await createRun(platform, request, request.body, attached)
      reply.code(201)
      const to = { run, size: readTerminalSize(request.body) }
      const address = attached ? attachAddress(platform, request, to, rendezvous) : null
      return serializeRunDyno(platform, request, run, address)
    },
  )
  server.post(
    '/apps/:app/dynos/:dyno',
    {
      config: running,
      preValidation: spellOutEnv,
      schema: { ...ofDyno, body: RunInsideCreate, response: { 201: Dyno } },
    },
    async (request, reply) => {
      const { dyno } = request.params
      checkAttachable(request, rendezvous)
      const run = await runInside(platform, { ...readRequest(request, request.body), dyno })
      reply.code(201)
      const to = { run, size: readTerminalSize(request.body) }
      return serializeRunDyno(platform, request, run, attachAddress(platform, request, to, rendezvous))
    },
  )
  server.get(
    '/dyno-sizes',
    { config: { access: 'user', scope: 'read' }, schema: { response: { 200: Type.Array(DynoSize) } } },
    async () => dynoSizes.map(serializeSize),
  )
  restartRoutes(server, platform)
}

function restartRoutes(server: ApiServer, platform: Platform): void {
  server.delete('/apps/:app/dynos', { config: { access }, schema: ofApp }, async (request, reply) =>
    watched(request, reply, 202, (report) =>
      restart(platform, { app: namedAppOf(request), which: undefined, report }),
    ),
  )
  server.delete('/apps/:app/dynos/:dyno', { config: { access }, schema: ofDyno }, async (request, reply) =>
    watched(request, reply, 202, (report) =>
      restart(platform, { app: namedAppOf(request), which: request.params.dyno, report }),
    ),
  )
  server.delete(
    '/apps/:app/formations/:type',
    { config: { access }, schema: ofType },
    async (request, reply) =>
      watched(request, reply, 202, (report) =>
        restart(platform, { app: namedAppOf(request), which: request.params.type, report }),
      ),
  )
  server.post(
    '/apps/:app/dynos/:dyno/actions/stop',
    { config: { access }, schema: ofDyno },
    async (request, reply) =>
      watched(request, reply, 202, (report) =>
        stop(platform, { app: namedAppOf(request), which: request.params.dyno, report }),
      ),
  )
  server.post(
    '/apps/:app/formations/:type/actions/stop',
    { config: { access }, schema: ofType },
    async (request, reply) =>
      watched(request, reply, 202, (report) =>
        stop(platform, { app: namedAppOf(request), which: request.params.type, report }),
      ),
  )
}

function createRun(
  platform: Platform,
  request: FastifyRequest,
  asked: DynoCreate,
  attached: boolean,
): Promise<Run> {
  return createOneOff(platform, {
    ...readRequest(request, asked),
    size: asked.size,
    type: asked.type,
    lang: asked.lang,
    timeToLive: asked.time_to_live ?? undefined,
    terminalSize: readTerminalSize(asked),
    tty: attached && isTerminal(asked),
    attached,
  })
}

/** Heroku's clients say it by the environment alone. */
function readTerminalSize({
  columns,
  rows,
  env = {},
}: Pick<DynoCreate, 'columns' | 'rows' | 'env'>): TerminalSize | undefined {
  const size = { columns: columns ?? Number(env['COLUMNS']), rows: rows ?? Number(env['LINES']) }
  const isSize = Object.values(size).every((it) => Number.isInteger(it) && it >= 1 && it <= 65_535)
  return isSize ? size : undefined
}

function readRequest(request: FastifyRequest, asked: RunInsideCreate) {
  return {
    app: namedAppOf(request),
    user: callerUser(request),
    from: request.ip,
    command: asked.argv ? { argv: asked.argv } : { line: getCommand(asked) },
    env: asked.env ?? {},
    tty: isTerminal(asked),
    timeout: asked.timeout,
  }
}

function isTerminal({ tty, force_no_tty }: RunInsideCreate): boolean {
  return tty ?? !force_no_tty
}

function getCommand({ command }: RunInsideCreate): string {
  if (command !== undefined && command.trim() !== '') return command
  throw problem('invalid_params', 'A one-off dyno needs a command, such as `qp run bash`.')
}

/** A run as the dyno that the Platform API answers with. */
async function serializeRunDyno(
  platform: Platform,
  request: FastifyRequest,
  run: Run,
  attachUrl: string | null,
): Promise<Dyno> {
  const app = namedAppOf(request)
  const release = await platform.store.releases.find(app.id, run.releaseVersion)
  return {
    id: run.id,
    name: run.dyno,
    app: { id: app.id, name: app.name },
    type: 'run',
    command: withoutExitMarker(run.command),
    size: run.size,
    state: 'starting',
    release: { id: release?.id ?? '', version: run.releaseVersion },
    attach_url: attachUrl,
    created_at: run.createdAt.toISOString(),
    updated_at: run.createdAt.toISOString(),
  }
}

async function listAll(platform: Platform, request: FastifyRequest): Promise<Dyno[]> {
  const app = namedAppOf(request)
  const dynos = [...(await listDynos(platform, app.id)), ...(await listDynos(platform, app.id, 'one-off'))]
  const versions = [...new Set(dynos.map((it) => it.releaseVersion))]
  const releases = await platform.store.releases.idsOf(app.id, versions)
  return dynos.map((dyno) => ({
    ...serializeDyno(app, dyno, releases.get(dyno.releaseVersion) ?? ''),
    // Ours: it runs, and its readiness check fails.
    ...(dyno.state === 'up' && !isReady(platform.served, dyno.containerId) ? { state: 'unready' } : {}),
  }))
}

function serializeDyno(app: App, dyno: domain.Dyno, releaseId: string): Dyno {
  return {
    id: dyno.containerId,
    name: formatDynoName(dyno),
    app: { id: app.id, name: app.name },
    type: dyno.type,
    command: withoutExitMarker(dyno.command),
    size: shownSize(dyno.size, dyno.settings.limits),
    state: dyno.state,
    release: { id: releaseId, version: dyno.releaseVersion },
    attach_url: null,
    created_at: dyno.createdAt.toISOString(),
    updated_at: dyno.createdAt.toISOString(),
  }
}

function serializeSize(size: (typeof dynoSizes)[number]): DynoSize {
  return {
    id: size.name,
    name: size.name,
    compute: size.cpus * 100,
    memory: size.memoryMb / 1024,
    cost: null,
    dedicated: false,
    dyno_units: 1,
    private_space_only: false,
  }
}
