import { Type } from 'typebox'
import { DeisConfig } from '../../../api-types/deis/config.ts'
import {
  DeisBuildHookAnswer,
  DeisConfigHook,
  DeisKeyOwner,
  DeisKeysByUser,
} from '../../../api-types/deis/hooks.ts'
import { getActiveUser } from '../../deploy/change-users.ts'
import type { Platform } from '../../deploy/platform.ts'
import { getRelease } from '../../deploy/running-app.ts'
import { isAllowed } from '../../domain/access.ts'
import type { App } from '../../domain/app.ts'
import { problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'
import { getAppFor } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'
import { deploy, ImageToDeploy } from './builds.ts'
import { serializeConfig } from './config.ts'
import { md5Fingerprint, publicText } from './keys.ts'

const config = { access: 'builder' as const }

/** What a builder of Deis's asks and tells, in the name of whoever pushed to it: what they may not do it may not. */
export function hookRoutes(server: ApiServer, platform: Platform): void {
  keyRoutes(server, platform)
  server.post(
    '/hooks/config',
    { config, schema: { body: DeisConfigHook, response: { 200: DeisConfig } } },
    async (request) => {
      const { receive_user: username, receive_repo: name } = request.body
      const user = await getActiveUser(platform, username)
      return serializeConfig(platform, await getAppFor(platform, user, name, 'deploy'))
    },
  )
  server.post(
    '/hooks/build',
    {
      config,
      schema: {
        body: Type.Object({ ...DeisConfigHook.properties, ...ImageToDeploy.properties }),
        response: { 200: DeisBuildHookAnswer },
      },
    },
    async (request) => {
      const { receive_user: username, receive_repo: name, ...source } = request.body
      const user = await getActiveUser(platform, username)
      const app = await getAppFor(platform, user, name, 'deploy')
      const { releaseId } = await deploy(platform, { app, user }, source)
      return { release: { version: (await getRelease(platform, app, releaseId ?? '')).version } }
    },
  )
}

/** Whose key it is, and whose keys there are: of those who may push. */
function keyRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/hooks/key/:fingerprint',
    {
      config,
      schema: { params: Type.Object({ fingerprint: Type.String() }), response: { 200: DeisKeyOwner } },
    },
    async (request) => {
      const { fingerprint } = request.params
      const key = (await platform.store.sshKeys.list()).find((it) => md5Fingerprint(it) === fingerprint)
      if (!key) throw problem('not_found', `No such key: ${fingerprint}.`, { reason: 'no_such_key' })
      const user = await getUser(platform, key.userId)
      const apps = await listDeployable(platform, user)
      return { username: user.username, apps: apps.map((it) => it.name) }
    },
  )
  // Not `:app`: the guard would ask what a user may do with it.
  const params = Type.Object({ repository: Type.String() })
  server.get(
    '/hooks/keys/:repository',
    { config, schema: { params, response: { 200: DeisKeysByUser } } },
    async (request) => {
      const app = await getApp(platform, request.params.repository)
      const others = await platform.store.collaborators.listOfApp(app.id)
      const users = await Promise.all(others.map((it) => getUser(platform, it.userId)))
      const found = await Promise.all(users.map(async (user) => keysOf(platform, app, user)))
      return Object.fromEntries(found.filter(([, keys]) => keys.length > 0))
    },
  )
  const ofUser = Type.Object({ repository: Type.String(), username: Type.String() })
  server.get(
    '/hooks/keys/:repository/:username',
    { config, schema: { params: ofUser, response: { 200: DeisKeysByUser } } },
    async (request) => {
      const user = await getActiveUser(platform, request.params.username)
      const app = await getApp(platform, request.params.repository)
      if (!(await mayDeploy(platform, app, user)))
        throw problem('forbidden', `${user.email} may not deploy ${app.name}.`)
      const [name, keys] = await keysOf(platform, app, user)
      if (keys.length === 0) throw problem('not_found', 'No Keys match the given query.')
      return { [name]: keys }
    },
  )
}

async function getApp({ store }: Platform, name: string): Promise<App> {
  const app = await store.apps.find(name)
  if (app) return app
  throw problem('not_found', `No such app: ${name}.`, { reason: 'no_such_app' })
}

async function listDeployable(platform: Platform, user: User): Promise<App[]> {
  const { apps } = platform.store
  const seen = user.isAdmin ? await apps.list() : await apps.listOfUser(user.id)
  const may = await Promise.all(seen.map((app) => mayDeploy(platform, app, user)))
  return seen.filter((_, index) => may[index])
}

async function mayDeploy({ store }: Platform, app: App, user: User): Promise<boolean> {
  const collaboration = await store.collaborators.find(app.id, user.id)
  return isAllowed('deploy', { user, app, collaboration, isReading: false, isSelf: false })
}

/** None where they may not deploy. */
async function keysOf(
  platform: Platform,
  app: App,
  user: User,
): Promise<[name: string, { key: string; fingerprint: string }[]]> {
  if (!(await mayDeploy(platform, app, user))) return [user.username, []]
  const keys = await platform.store.sshKeys.listOfUser(user.id)
  return [user.username, keys.map((it) => ({ key: publicText(it), fingerprint: md5Fingerprint(it) }))]
}
