import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import type { Dialect } from '../../src/api-client/dialect.ts'
import { type AppFlags, getAppContext } from '../../src/lib/app-context.ts'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import { localServer } from '../fixtures/http-server.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const controllers = {
  production: { dialect: 'platform', token: 'of-production' },
  staging: { dialect: 'platform', token: 'of-staging' },
  legacy: { dialect: 'deis', token: 'of-legacy' },
  ancient: { dialect: 'deis-v1', token: 'of-ancient' },
} as const satisfies Record<string, { dialect: Dialect; token: string }>

type Name = keyof typeof controllers

interface Case {
  name: string
  flags?: AppFlags
  env?: Record<string, string>
  /** By name: whose app each is, and by which way. */
  remotes?: Record<string, { of: Name; by?: 'http' | 'ssh'; port?: number; app?: string }>
  /** Where they serve git over SSH, as far as they have told it. */
  sshPorts?: Partial<Record<Name, number>>
  /** Who is asked, for which app; or the code of why nobody is. */
  asks: { of: Name; app: string } | { code: string } | { error: string }
}

const ofLegacy = { of: 'legacy', by: 'ssh' } as const
const both = { production: { of: 'production' }, legacy: ofLegacy } as const
const blogOf = (of: Name) => ({ of, app: 'blog' })

// The last login was the one to staging.
const cases: Case[] = [
  { name: 'the last login, where nothing says otherwise', flags: { app: 'blog' }, asks: blogOf('staging') },
  { name: '-c', flags: { app: 'blog', controller: 'legacy' }, asks: blogOf('legacy') },
  {
    name: 'QP_CONTROLLER',
    flags: { app: 'blog' },
    env: { QP_CONTROLLER: 'ancient' },
    asks: blogOf('ancient'),
  },
  {
    name: '-c before QP_CONTROLLER',
    flags: { app: 'blog', controller: 'production' },
    env: { QP_CONTROLLER: 'legacy' },
    asks: blogOf('production'),
  },
  { name: 'a remote over HTTP', remotes: { x: { of: 'production' } }, asks: blogOf('production') },
  { name: "a remote over SSH to Deis's builder", remotes: { x: ofLegacy }, asks: blogOf('legacy') },
  { name: 'the one that -r names', flags: { remote: 'legacy' }, remotes: both, asks: blogOf('legacy') },
  { name: 'the other', flags: { remote: 'production' }, remotes: both, asks: blogOf('production') },
  { name: 'none, where remotes lead to two', remotes: both, asks: { code: 'several_apps' } },
  {
    name: '-c before the host of the remote',
    flags: { controller: 'production' },
    remotes: both,
    asks: blogOf('production'),
  },
  {
    name: 'that of the only remote, for another app',
    flags: { app: 'shop' },
    remotes: { x: ofLegacy },
    asks: { of: 'legacy', app: 'shop' },
  },
  {
    name: 'the last login, for an app that is named beside two remotes',
    flags: { app: 'shop' },
    remotes: both,
    asks: { of: 'staging', app: 'shop' },
  },
  {
    name: 'none by a name that nobody has',
    flags: { app: 'blog', controller: 'x' },
    asks: { code: 'no_such_controller' },
  },
  {
    name: '-c, where remotes lead to two',
    flags: { controller: 'legacy' },
    remotes: both,
    asks: blogOf('legacy'),
  },
  {
    name: 'none for a remote over SSH that fits two',
    remotes: { x: { of: 'production', by: 'ssh' } },
    asks: { code: 'several_apps' },
  },
  {
    name: 'the one that -c names, for a remote over SSH that fits two',
    flags: { controller: 'production' },
    remotes: { x: { of: 'production', by: 'ssh' } },
    asks: blogOf('production'),
  },
  {
    name: 'that of the port of a remote over SSH, of several on one host',
    remotes: { x: { of: 'production', by: 'ssh', port: 2022 } },
    sshPorts: { production: 2022, staging: 2023 },
    asks: blogOf('production'),
  },
  {
    name: 'the one that has told the port, and none that told nothing',
    remotes: { x: { of: 'production', by: 'ssh', port: 2022 } },
    sshPorts: { production: 2022 },
    asks: blogOf('production'),
  },
  {
    name: 'the one that told nothing, where the port is none of the others',
    remotes: { x: { of: 'staging', by: 'ssh', port: 2023 } },
    sshPorts: { production: 2022 },
    asks: blogOf('staging'),
  },
  {
    name: 'none by a port that is nobody’s',
    flags: { remote: 'x' },
    remotes: { x: { of: 'production', by: 'ssh', port: 2024 } },
    sshPorts: { production: 2022, staging: 2023 },
    asks: { code: 'no_such_remote' },
  },
  {
    name: 'those of both, by remotes over SSH that are named',
    flags: { remote: 'y' },
    remotes: { x: { of: 'production', by: 'ssh', port: 2022 }, y: { of: 'staging', by: 'ssh', port: 2023 } },
    sshPorts: { production: 2022, staging: 2023 },
    asks: blogOf('staging'),
  },
  {
    name: 'that of -r, whatever QP_CONTROLLER says',
    flags: { remote: 'x' },
    env: { QP_CONTROLLER: 'staging' },
    remotes: { x: ofLegacy },
    asks: blogOf('legacy'),
  },
  {
    name: 'none where -r and -c name two',
    flags: { remote: 'x', controller: 'staging' },
    remotes: { x: ofLegacy },
    asks: { error: 'UsageError' },
  },
]

for (const { name, flags = {}, env = {}, remotes = {}, sshPorts = {}, asks } of cases) {
  test(`of several controllers is asked ${name}, with its own token and nobody else`, async (t) => {
    const { surroundings, heard } = await loggedInToAll(t, env, remotes, sshPorts)
    if ('code' in asks || 'error' in asks) {
      const expected = 'code' in asks ? { code: asks.code } : { name: asks.error }
      await assert.rejects(getAppContext(surroundings, flags), expected)
      return assert.deepEqual(heard, [])
    }
    const { api, app } = await getAppContext(surroundings, flags)
    // What it answers are no config vars; here it only counts what was asked, and how.
    await api.configVars.get(app).catch(() => {})
    assert.deepEqual(heard, [requestFor(asks.of, asks.app)])
  })
}

test('QP_API_KEY goes to QP_URL alone, in the dialect that QP_DIALECT names', async (t) => {
  const { surroundings, heard, urls } = await loggedInToAll(t, {}, { x: ofLegacy })
  const env = { ...surroundings.env, QP_URL: urls.ancient, QP_API_KEY: 'of-env' }
  const ask = async (more: Record<string, string>, flags: AppFlags) => {
    heard.length = 0
    const { api, app } = await getAppContext({ ...surroundings, env: { ...env, ...more } }, flags)
    await api.configVars.get(app).catch(() => {})
    return heard
  }
  const byEnv = { ...requestFor('ancient', 'blog'), authorization: 'token of-env' }
  assert.deepEqual(await ask({}, { app: 'blog' }), [byEnv])
  const asDeis = { ...byEnv, path: '/v2/apps/blog/config/' }
  assert.deepEqual(await ask({ QP_DIALECT: 'deis' }, { app: 'blog' }), [asDeis])
  // A remote elsewhere names the app, and nothing else.
  assert.deepEqual(await ask({}, {}), [byEnv])
  assert.deepEqual(await ask({}, { remote: 'x' }), [requestFor('legacy', 'blog')])
  assert.deepEqual(await ask({}, { app: 'blog', controller: 'staging' }), [requestFor('staging', 'blog')])
  await assert.rejects(ask({ QP_DIALECT: 'heroku' }, { app: 'blog' }), { name: 'UsageError' })
})

test('where a remote over SSH may be of several, all are named, and the way out', async (t) => {
  const remotes = { x: { of: 'production', by: 'ssh', port: 2022 } } as const
  const { surroundings, urls } = await loggedInToAll(t, {}, remotes)
  await assert.rejects(getAppContext(surroundings, {}), {
    code: 'several_apps',
    message: 'the git remote x may be an app of several controllers of its host.',
    hint: `Say which with -c CONTROLLER; \`qp git:remote -a blog -c CONTROLLER --ssh -r x\` remembers which:
  -c production  blog on ${urls.production}
  -c staging  blog on ${urls.staging}`,
  })
})

function requestFor(of: Name, app: string) {
  const { dialect, token } = controllers[of]
  const root = { platform: '', deis: '/v2', 'deis-v1': '/v1' }[dialect]
  return {
    of,
    path: `${root}/apps/${app}/${dialect === 'platform' ? 'config-vars' : 'config/'}`,
    authorization: `${dialect === 'platform' ? 'Bearer' : 'token'} ${token}`,
  }
}

async function loggedInToAll(
  t: TestContext,
  env: Record<string, string>,
  remotes: NonNullable<Case['remotes']>,
  sshPorts: NonNullable<Case['sshPorts']> = {},
) {
  const heard: { of: string; path: string; authorization: string | undefined }[] = []
  const place = await tempPlace(t)
  const serve = async (of: Name) => {
    const { dialect, token } = controllers[of]
    const { url } = await localServer(t, (request, response) => {
      heard.push({ of, path: request.url ?? '', authorization: request.headers.authorization })
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
    })
    const spoken = dialect === 'platform' ? {} : { dialect }
    await saveProfile(place.configDir, {
      name: of,
      url,
      email: 'mia@example.com',
      isTokenOurs: false,
      ...spoken,
      ...(sshPorts[of] === undefined ? {} : { sshPort: sshPorts[of] }),
    })
    await fileTokenStore(place.configDir).save(url, token)
    return url
  }
  const urls = {
    legacy: await serve('legacy'),
    ancient: await serve('ancient'),
    production: await serve('production'),
    staging: await serve('staging'),
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: place.cwd, env: place.env })
  git('init', '-q')
  for (const [name, { of, by = 'http', port = 2222, app = 'blog' }] of Object.entries(remotes))
    git('remote', 'add', name, by === 'http' ? `${urls[of]}/${app}.git` : sshAddress(of, app, port))
  const surroundings = surroundingsOf({ env: { ...place.env, ...env }, cwd: place.cwd })
  return { surroundings, heard, urls }
}

/** All are on 127.0.0.1: of which Deis makes 127-builder.0.0.1. */
function sshAddress(of: Name, app: string, port: number): string {
  return `ssh://git@${of === 'legacy' ? '127-builder.0.0.1' : '127.0.0.1'}:${port}/${app}.git`
}
