import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { getAppContext } from '../../src/lib/app-context.ts'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const prod = 'https://qp.example.com'
const staging = 'https://staging.example.com/qp'
const remotes = { qp: `${prod}/blog.git`, origin: 'https://github.example/blog.git' }

const cases = [
  {
    name: '-a, on the controller of the remotes',
    flags: { app: 'shop' },
    env: { QP_APP: 'wiki' },
    remotes,
    app: 'shop',
    url: prod,
  },
  { name: '-a and -c', flags: { app: 'shop', controller: 'prod' }, remotes: {}, app: 'shop', url: prod },
  { name: 'QP_APP', flags: {}, env: { QP_APP: 'wiki' }, remotes: {}, app: 'wiki', url: staging },
  {
    name: 'QP_APP and QP_CONTROLLER',
    flags: {},
    env: { QP_APP: 'wiki', QP_CONTROLLER: 'prod' },
    remotes: {},
    app: 'wiki',
    url: prod,
  },
  {
    name: '-r before QP_APP',
    flags: { remote: 'qp' },
    env: { QP_APP: 'wiki' },
    remotes,
    app: 'blog',
    url: prod,
  },
  { name: 'the git remote, and its controller', flags: {}, remotes, app: 'blog', url: prod },
  {
    name: 'the git remote, on another controller',
    flags: { controller: 'staging' },
    remotes,
    app: 'blog',
    url: staging,
  },
  {
    name: 'a controller below a path',
    flags: {},
    remotes: { x: `${staging}/deep.git` },
    app: 'deep',
    url: staging,
  },
  {
    name: 'two remotes of one app',
    flags: {},
    remotes: { a: remotes.qp, b: remotes.qp },
    app: 'blog',
    url: prod,
  },
]

for (const { name, flags, env = {}, remotes, app, url } of cases) {
  test(`the app by ${name}`, async (t) => {
    const context = await getAppContext(await surroundings(t, remotes, env), flags)
    assert.deepEqual([context.app, context.api.url], [app, url])
  })
}

const refused = [
  { name: 'no app at all', flags: {}, remotes: { origin: remotes.origin }, code: 'no_app' },
  { name: 'a remote that is none of ours', flags: { remote: 'origin' }, remotes, code: 'no_such_remote' },
  {
    name: 'remotes of different apps',
    flags: {},
    remotes: { qp: remotes.qp, staging: `${staging}/blog.git` },
    code: 'several_apps',
  },
  {
    name: 'a controller nobody logged in to',
    flags: { app: 'blog', controller: 'nope' },
    remotes,
    code: 'no_such_controller',
  },
]

for (const { name, flags, remotes, code } of refused) {
  test(`refused: ${name}`, async (t) => {
    await assert.rejects(getAppContext(await surroundings(t, remotes, {}), flags), {
      name: 'UserError',
      code,
    })
  })
}

test('an empty -a is refused, whatever the remotes name', async (t) => {
  await assert.rejects(getAppContext(await surroundings(t, { qp: `${prod}/blog.git` }, {}), { app: '' }), {
    name: 'UsageError',
    message: '-a names no app. Write it like `-a blog`.',
  })
})

test('who is not logged in is told so before anything else', async (t) => {
  const { env, cwd } = await tempPlace(t)
  await assert.rejects(getAppContext(surroundingsOf({ env, cwd }), {}), {
    code: 'not_logged_in',
    exitCode: 4,
  })
})

/** Logged in to two controllers, staging last, in a repository with these remotes. */
async function surroundings(t: TestContext, remotes: Record<string, string>, env: Record<string, string>) {
  const place = await tempPlace(t)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: place.cwd, env: place.env })
  git('init', '-q')
  for (const [name, url] of Object.entries(remotes)) git('remote', 'add', name, url)
  for (const [name, url] of [
    ['prod', prod],
    ['staging', staging],
  ] as const) {
    await saveProfile(place.configDir, { name, url, email: 'mia@example.com', isTokenOurs: false })
    await fileTokenStore(place.configDir).save(url, `token of ${name}`)
  }
  return surroundingsOf({ env: { ...place.env, ...env }, cwd: place.cwd })
}
