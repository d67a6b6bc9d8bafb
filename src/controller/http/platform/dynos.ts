import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Dyno, DynoCreate, DynoSize } from '../../../api-types/dyno.ts'
import { listDynos } from '../../deploy/list-dynos.ts'
import { createOneOff } from '../../deploy/one-off.ts'
import type { Platform } from '../../deploy/platform.ts'
import { restart, stop } from '../../deploy/restart.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/dyno.ts'
import { formatDynoName } from '../../domain/dyno.ts'
import { dynoSizes } from '../../domain/dyno-size.ts'
import { problem } from '../../domain/problem.ts'
import type { WaitingSessions } from '../attach.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { watched } from '../watched.ts'
import { attachUrl } from './addresses.ts'
import type { ApiServer } from './route.ts'

const access = 'collaborator' as const
const ofApp = { params: Type.Object({ app: Type.String() }) }
const ofDyno = { params: Type.Object({ app: Type.String(), dyno: Type.String() }) }
const ofType = { params: Type.Object({ app: Type.String(), type: Type.String() }) }

export function dynoRoutes(server: ApiServer, platform: Platform, sessions: WaitingSessions): void {
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
    { config: { access }, schema: { ...ofApp, body: DynoCreate, response: { 201: Dyno } } },
    async (request, reply) => {
      const created = await createDyno(platform, request, request.body, sessions)
      reply.code(201)
      return created
    },
  )
  server.get(
    '/dyno-sizes',
    { config: { access: 'user' }, schema: { response: { 200: Type.Array(DynoSize) } } },
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

async function createDyno(
  platform: Platform,
  request: FastifyRequest,
  asked: DynoCreate,
  sessions: WaitingSessions,
): Promise<Dyno> {
  const app = namedAppOf(request)
  const attached = asked.attach ?? false
  const oneOff = await createOneOff(platform, {
    app,
    user: callerUser(request),
    command: asked.argv ? { argv: asked.argv } : { line: getCommand(asked) },
    env: asked.env ?? {},
    size: asked.size,
    type: asked.type,
    tty: attached && (asked.tty ?? !asked.force_no_tty),
    attached,
  })
  const name = formatDynoName(oneOff.dyno)
  if (attached) sessions.add(app, name, oneOff)
  const release = await platform.store.releases.find(app.id, oneOff.dyno.releaseVersion)
  const dyno = serializeDyno(app, oneOff.dyno, release?.id ?? '')
  return { ...dyno, id: name, attach_url: attached ? attachUrl(request, app, name) : null }
}

function getCommand({ command }: DynoCreate): string {
  if (command !== undefined && command.trim() !== '') return command
  throw problem('invalid_params', 'A one-off dyno needs a command, such as `qp run bash`.')
}

async function listAll(platform: Platform, request: FastifyRequest): Promise<Dyno[]> {
  const app = namedAppOf(request)
  const dynos = [...(await listDynos(platform, app.id)), ...(await listDynos(platform, app.id, 'one-off'))]
  const releases = new Map((await platform.store.releases.listOfApp(app.id)).map((it) => [it.version, it.id]))
  return dynos.map((dyno) => serializeDyno(app, dyno, releases.get(dyno.releaseVersion) ?? ''))
}

function serializeDyno(app: App, dyno: domain.Dyno, releaseId: string): Dyno {
  return {
    id: dyno.containerId,
    name: formatDynoName(dyno),
    app: { id: app.id, name: app.name },
    type: dyno.type,
    command: dyno.command,
    size: dyno.size,
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
