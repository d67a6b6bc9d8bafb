import { Type } from 'typebox'
import {
  Buildpack,
  BuildpackInstallation,
  BuildpackInstallationsUpdate,
} from '../../../api-types/buildpack-installation.ts'
import { changeBuildpacks } from '../../deploy/change-buildpacks.ts'
import type { Platform } from '../../deploy/platform.ts'
import { buildpackUrl, getBuildpack, knownBuildpacks } from '../../domain/buildpack.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

export function buildpackInstallationRoutes(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ app: Type.String() }),
    response: { 200: Type.Array(BuildpackInstallation) },
  }
  server.get(
    '/apps/:app/buildpack-installations',
    { config: { access: 'collaborator' }, schema },
    async (request) => serialize(await platform.store.buildpackInstallations.ofApp(namedAppOf(request).id)),
  )
  server.put(
    '/apps/:app/buildpack-installations',
    { config: { access: 'deploy-or-operate' }, schema: { ...schema, body: BuildpackInstallationsUpdate } },
    async (request) => {
      const buildpacks = request.body.updates.map((it) => it.buildpack)
      const change = { app: namedAppOf(request), user: callerUser(request), buildpacks }
      return serialize(await changeBuildpacks(platform, change))
    },
  )
  server.get(
    '/buildpacks',
    { config: { access: 'user', scope: 'read' }, schema: { response: { 200: Type.Array(Buildpack) } } },
    async () =>
      knownBuildpacks.map((it) => ({
        name: it.name,
        description: it.description,
        url: buildpackUrl(it),
        built_in: it.repository === null,
      })),
  )
}

function serialize(names: readonly string[]): BuildpackInstallation[] {
  return names.map((name, ordinal) => ({
    ordinal,
    buildpack: { name, url: buildpackUrl(getBuildpack(name)) },
  }))
}
