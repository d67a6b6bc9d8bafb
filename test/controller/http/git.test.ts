import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { addToken } from '../../../src/controller/deploy/change-tokens.ts'
import { repositoryPath } from '../../../src/controller/deploy/repository.ts'
import { createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createGitWorkTree, gitEnvironment } from '../../fixtures/git-work-tree.ts'
import { exhaustOpenFiles } from '../../fixtures/open-files.ts'
import { createTestServer } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

const run = promisify(execFile)

/** A controller that listens, with the app blog, and a work tree whose remote `qp` it is. */
async function createPushable(t: TestContext) {
  const made = await createTestServer(t)
  const { app } = await createEmptyApp(made.platform)
  const url = await made.server.listen({ host: '127.0.0.1', port: 0 })
  const tree = createGitWorkTree(t)
  const address = url.replace('http://', `http://qp:${made.tokens.owner}@`)
  tree.git('remote', 'add', 'qp', `${address}/blog.git`)
  /** git as it ends, whatever it ends by. */
  const git = async (...args: string[]) => {
    const ran = run('git', ['-C', tree.dir, ...args], { env: gitEnvironment })
    return ran.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, stdout: '', stderr }),
    )
  }
  const remoteHead = async (branch: string) =>
    (await git('ls-remote', 'qp', `refs/heads/${branch}`)).stdout.split('\t')[0]
  return { ...made, app, url, tree, git, remoteHead }
}

test('a push builds, releases and tells the pusher; a second one and a clone follow', async (t) => {
  const { platform, tree, git, remoteHead } = await createPushable(t)
  const commit = tree.commit({ Dockerfile: 'FROM scratch\n' })
  const first = await git('push', 'qp', 'main')
  assert.equal(first.code, 0, first.stderr)
  assert.match(first.stderr, /remote: -----> Dockerfile app detected/)
  assert.match(first.stderr, /remote: {8}Released v2/)
  assert.match(first.stderr, /remote: {8}http:\/\/blog\.apps\.example:8080\/ deployed to qp/)
  assert.match(first.stderr, /main -> main/)
  assert.equal(await remoteHead('main'), commit)

  tree.commit({ 'a.txt': 'a' })
  assert.equal((await git('push', 'qp', 'HEAD:refs/heads/main')).code, 0)
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])

  assert.equal((await git('clone', '--quiet', tree.git('remote', 'get-url', 'qp'), 'clone')).code, 0)
  assert.equal(readFileSync(join(tree.dir, 'clone', 'a.txt'), 'utf8'), 'a')
  assert.deepEqual(platform.complaints, [])
})

test('a build that fails rejects the push, and main stays where it was', async (t) => {
  const { platform, tree, git, remoteHead } = await createPushable(t)
  const commit = tree.commit({ Dockerfile: 'FROM scratch\n' })
  await git('push', 'qp', 'main')
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  tree.commit({ 'a.txt': 'a' })
  const { code, stderr } = await git('push', 'qp', 'main')
  assert.equal(code, 1)
  assert.match(stderr, /remote: {2}! {5}web\.1 ended with exit code 1 while it started/)
  assert.match(stderr, /remote: {2}! {5}Push rejected; the release before goes on serving\./)
  assert.match(stderr, /\[remote rejected\] main -> main \(pre-receive hook declined\)/)
  assert.equal(await remoteHead('main'), commit)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('another branch is kept and not built', async (t) => {
  const { platform, app, tree, git, remoteHead } = await createPushable(t)
  const commit = tree.commit({ Dockerfile: 'FROM scratch\n' })
  const { code, stderr } = await git('push', 'qp', 'HEAD:refs/heads/topic')
  assert.equal(code, 0, stderr)
  assert.match(stderr, /remote: Pushed topic; only main and master are deployed, so nothing was built\./)
  assert.equal(await remoteHead('topic'), commit)
  assert.deepEqual(await platform.store.builds.listOfApp(app.id), [])
})

test('main can not be deleted, another branch can', async (t) => {
  const { tree, git } = await createPushable(t)
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  await git('push', 'qp', 'main', 'main:topic')
  const { code, stderr } = await git('push', 'qp', ':main')
  assert.equal(code, 1)
  assert.match(stderr, /refs\/heads\/main can't be deleted: it is what runs\./)
  assert.equal((await git('push', 'qp', ':topic')).code, 0)
})

test('a push larger than any request of the API', async (t) => {
  const { tree, git } = await createPushable(t)
  writeFileSync(join(tree.dir, 'large'), randomBytes(6 * 1024 * 1024))
  tree.commit({})
  const { code, stderr } = await git('push', 'qp', 'HEAD:refs/heads/topic')
  assert.equal(code, 0, stderr)
})

test('without credentials git is asked for them', async (t) => {
  const { call, url, git, tree } = await createPushable(t)
  tree.commit({})
  for (const service of ['git-upload-pack', 'git-receive-pack']) {
    const { status, headers } = await call('nobody', 'GET', `/blog.git/info/refs?service=${service}`)
    assert.deepEqual([status, headers['www-authenticate']], [401, 'Basic realm="qp"'])
  }
  const { code, stderr } = await git('push', `${url}/blog.git`, 'main')
  assert.equal(code, 128)
  assert.match(stderr, /could not read Username/)
})

test('who may not see the app finds no repository', async (t) => {
  const { url, tokens, git, tree } = await createPushable(t)
  tree.commit({})
  const address = url.replace('http://', `http://qp:${tokens.stranger}@`)
  const { code, stderr } = await git('push', `${address}/blog.git`, 'main')
  assert.equal(code, 128)
  assert.match(stderr, /repository '.*blog\.git\/' not found/)
})

test('who may not push is shown what is missing, and who gives it', async (t) => {
  const { url, tokens, users, platform, call, git, tree } = await createPushable(t)
  tree.commit({})
  await call('owner', 'POST', '/apps/blog/collaborators', { user: users.friend.email, permissions: ['view'] })
  const viewer = url.replace('http://', `http://qp:${tokens.friend}@`)
  const refused = await git('push', `${viewer}/blog.git`, 'main')
  assert.equal(refused.code, 128)
  assert.match(
    refused.stderr,
    /^remote: That asks for deploy on blog, and you have view\. Whoever has manage gives more by `qp access:update`\./m,
  )
  const { secret } = await addToken(platform, users.owner, {
    description: '',
    lifetime: null,
    scope: ['read'],
  })
  const reader = url.replace('http://', `http://qp:${secret}@`)
  assert.equal((await git('ls-remote', `${reader}/blog.git`)).code, 0)
  const ofToken = await git('push', `${reader}/blog.git`, 'main')
  assert.match(
    ofToken.stderr,
    /^remote: This token is for read, and that asks for write\. `qp authorizations:create/m,
  )
})

test('only what git asks for over smart HTTP is there', async (t) => {
  const { call } = await createPushable(t)
  for (const path of ['/blog.git/config', '/blog.git/objects/info/packs', '/blog.git/../blog.git/config'])
    assert.equal((await call('owner', 'GET', path)).status, 404, path)
})

test('a push that fails before git has it is answered', { timeout: 120_000 }, async (t) => {
  const { platform, app, tree, git } = await createPushable(t)
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  const inTheWay = repositoryPath(platform.settings.dataDir, app.id)
  mkdirSync(dirname(inTheWay), { recursive: true })
  writeFileSync(inTheWay, '')
  const { code, stderr } = await git('push', 'qp', 'main')
  assert.equal(code, 128)
  assert.match(stderr, /^remote: Something went wrong in the controller\. Its log says what\./m)
  assert.deepEqual(
    platform.complaints.map((it) => it.msg),
    ['git http-backend failed'],
  )
})

test('a push for which git can not be started is answered', { timeout: 60_000 }, async (t) => {
  const { platform, tree, git } = await createPushable(t)
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  // The last that is looked up before git begins.
  t.mock.method(platform.store.certificates, 'listOfApp', async () => {
    setImmediate(exhaustOpenFiles())
    return []
  })
  const { code, stderr } = await git('push', 'qp', 'main')
  assert.equal(code, 128)
  assert.match(stderr, /Something went wrong in the controller/)
})

test('git ends where nobody reads its answer any more', { timeout: 120_000 }, async (t) => {
  const { url, tokens, tree, git, hooks, server } = await createPushable(t)
  writeFileSync(join(tree.dir, 'large'), randomBytes(16 * 1024 * 1024))
  const commit = tree.commit({})
  assert.equal((await git('push', 'qp', 'HEAD:refs/heads/topic')).code, 0)
  const sockets: Socket[] = []
  server.server.on('connection', (socket) => sockets.push(socket))
  const done = Promise.withResolvers<void>()
  const { expect } = hooks
  hooks.expect = (push) => {
    const { env, finish } = expect(push)
    return { env, finish: () => done.resolve(finish()) }
  }
  const asked = request(`${url}/blog.git/git-upload-pack`, {
    method: 'POST',
    auth: `qp:${tokens.owner}`,
    headers: { 'content-type': 'application/x-git-upload-pack-request' },
  })
  // Or this file would not end where the test fails.
  t.after(() => asked.destroy())
  asked.end(`0032want ${commit}\n00000009done\n`)
  const [response] = await once(asked, 'response')
  response.pause()
  await until('git waits', () => sockets.some((it) => it.writableNeedDrain))
  response.destroy()
  await done.promise
})

test('git does not begin for who has left', { timeout: 60_000 }, async (t) => {
  const { platform, url, tokens, hooks, server } = await createPushable(t)
  const done = Promise.withResolvers<void>()
  const { expect } = hooks
  hooks.expect = (push) => {
    const { env, finish } = expect(push)
    return { env, finish: () => done.resolve(finish()) }
  }
  const asked = request(`${url}/blog.git/git-receive-pack`, {
    method: 'POST',
    auth: `qp:${tokens.owner}`,
    headers: { 'content-type': 'application/x-git-receive-pack-request' },
  })
  asked.on('error', () => {})
  const closed = new Promise<void>((resolve) => {
    server.server.once('connection', (socket: Socket) => socket.once('close', () => resolve()))
  })
  // The last that is looked up before git begins.
  const { certificates } = platform.store
  t.mock.method(certificates, 'listOfApp', async () => {
    asked.destroy()
    await closed
    return []
  })
  asked.write('0000')
  await done.promise
})

/** A push by a git that can be killed, with all that it started, and what then is left of it in the repository. */
function pushToBeKilled({ tree, platform, app }: Awaited<ReturnType<typeof createPushable>>) {
  const git = spawn('git', ['-C', tree.dir, 'push', 'qp', 'main'], {
    env: gitEnvironment,
    detached: true,
    stdio: 'ignore',
  })
  const objects = join(repositoryPath(platform.settings.dataDir, app.id), 'objects')
  const brought = () =>
    (existsSync(objects) ? readdirSync(objects) : []).filter((it) => /^(incoming|tmp_objdir)/.test(it))
  const leave = () => process.kill(-(git.pid ?? 0), 'SIGINT')
  return {
    leave,
    async kill() {
      leave()
      await once(git, 'exit')
      // As a git before 2.39 does when it is ended.
      for (const it of brought()) rmSync(join(objects, it), { recursive: true })
    },
    brought,
  }
}

test('who leaves while a silent step builds stops the build', { timeout: 120_000 }, async (t) => {
  const pushable = await createPushable(t)
  const { platform, app, tree, remoteHead } = pushable
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  const stopped = Promise.withResolvers<void>()
  platform.engine.buildImage = async ({ context, signal }) => {
    await context.resume().toArray()
    const aborted = once(signal, 'abort')
    await push.kill()
    await aborted
    stopped.resolve()
    signal.throwIfAborted()
  }
  const push = pushToBeKilled(pushable)
  await stopped.promise
  await platform.turns.settled()
  assert.deepEqual(
    (await platform.store.builds.listOfApp(app.id)).map((it) => it.status),
    ['failed'],
  )
  assert.equal(await remoteHead('main'), '')
  assert.deepEqual(listContainers(platform), [])
})

test('what came with a push that was broken off goes with it', { timeout: 120_000 }, async (t) => {
  const pushable = await createPushable(t)
  const { platform, tree } = pushable
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  platform.engine.buildImage = async ({ context, signal }) => {
    await context.resume().toArray()
    const aborted = once(signal, 'abort')
    assert.equal(push.brought().length, 1)
    push.leave()
    await aborted
    signal.throwIfAborted()
  }
  const push = pushToBeKilled(pushable)
  await until('it was brought', () => push.brought().length > 0)
  await until('it is gone', () => push.brought().length === 0)
  await platform.turns.settled()
  assert.deepEqual(platform.complaints, [])
})

test('who leaves once the release is being made leaves main at what serves', {
  timeout: 120_000,
}, async (t) => {
  const pushable = await createPushable(t)
  const { platform, app, tree, git, remoteHead } = pushable
  const commit = tree.commit({ Dockerfile: 'FROM scratch\n' })
  const { setRoute } = platform.router
  platform.router.setRoute = async (route) => {
    platform.router.setRoute = setRoute
    await push.kill()
    await setRoute(route)
  }
  const push = pushToBeKilled(pushable)
  await until('it serves', () => listContainers(platform).includes('web.1@v2 running'))
  await platform.turns.settled()
  assert.equal(await remoteHead('main'), commit)
  assert.ok(
    platform.logs
      .texts(app.id)
      .at(-1)
      ?.endsWith(`main is at ${commit.slice(0, 8)} now`),
  )
  assert.equal((await git('clone', '--quiet', tree.git('remote', 'get-url', 'qp'), 'clone')).code, 0)
  assert.deepEqual(platform.complaints, [])
})
