import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { destroyApp } from '../../../src/controller/deploy/destroy-app.ts'
import { type Push, receivePush } from '../../../src/controller/deploy/receive-push.ts'
import { ensureRepository, repositoryPath } from '../../../src/controller/deploy/repository.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createGitWorkTree } from '../../fixtures/git-work-tree.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const nothing = '0'.repeat(40)
const dockerfile = { Dockerfile: 'FROM scratch\n' }

/** An app with a repository that has the objects of a push, but not its ref yet: as git's hook finds it. */
async function createPushed(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const tree = createGitWorkTree(t)
  const path = await ensureRepository(platform.settings.dataDir, app.id, '/no hooks')
  const bring = (files: Record<string, string>) => {
    const commit = tree.commit(files)
    tree.git('push', '--quiet', path, 'HEAD:refs/brought/objects', '--force')
    return commit
  }
  const accept = (commit: string) => tree.git('push', '--quiet', '--force', path, `${commit}:refs/heads/main`)
  const said: string[] = []
  const answers: boolean[] = []
  const push = (more: Partial<Push>) =>
    receivePush(platform, {
      app,
      user,
      updates: [],
      gitEnv: {},
      webUrl: 'http://blog.apps.example:8080/',
      say: (line) => said.push(line),
      signal: new AbortController().signal,
      answer: async (isAccepted) => void answers.push(isAccepted),
      ...more,
    })
  const toMain = (after: string, before = nothing) => [{ ref: 'refs/heads/main', before, after }]
  return { platform, app, tree, bring, accept, push, toMain, said, answers }
}

test('a push to main is built, released and accepted', async (t) => {
  const { platform, app, bring, push, toMain, said, answers } = await createPushed(t)
  const commit = bring(dockerfile)
  await push({ updates: toMain(commit) })
  assert.deepEqual(answers, [true])
  assert.deepEqual(said.slice(-3), [
    '       Released v2',
    '       http://blog.apps.example:8080/ deployed to qp',
    '',
  ])
  assert.ok(said.includes('-----> Launching...'))
  // Nothing is left for the next controller to finish.
  const repository = repositoryPath(platform.settings.dataDir, app.id)
  assert.equal(existsSync(join(repository, 'releasing.json')), false)
  const release = await platform.store.releases.findCurrent(app.id)
  assert.equal(release?.description, `Deploy ${commit.slice(0, 8)}`)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('another branch is accepted and nothing is built', async (t) => {
  const { platform, bring, push, said, answers } = await createPushed(t)
  await push({ updates: [{ ref: 'refs/heads/topic', before: nothing, after: bring(dockerfile) }] })
  assert.deepEqual(answers, [true])
  assert.deepEqual(said, ['Pushed topic; only main and master are deployed, so nothing was built.'])
  assert.deepEqual(listContainers(platform), [])
})

test("main can't be deleted", async (t) => {
  const { bring, push, toMain, said, answers } = await createPushed(t)
  await push({ updates: toMain(nothing, bring(dockerfile)) })
  assert.deepEqual(answers, [false])
  assert.deepEqual(said, [" !     refs/heads/main can't be deleted: it is what runs."])
})

test('what is no commit is refused before it is built', async (t) => {
  const { platform, app, tree, bring, push, toMain, said, answers } = await createPushed(t)
  bring(dockerfile)
  tree.git('tag', '--annotate', '--message=first', 'v1')
  tree.git('push', '--quiet', repositoryPath(platform.settings.dataDir, app.id), 'v1')
  await push({ updates: toMain(tree.git('rev-parse', 'v1').trim()) })
  assert.deepEqual(answers, [false])
  assert.deepEqual(said, [
    " !     main takes a commit. That of an annotated tag: git push qp 'TAG^{commit}:main'",
  ])
  assert.deepEqual(await platform.store.builds.listOfApp(app.id), [])
})

test('where main moved while the push waited for its turn, it is refused', async (t) => {
  const { platform, app, bring, accept, push, toMain, said, answers } = await createPushed(t)
  const [first, second] = [bring(dockerfile), bring({ 'a.txt': 'a' })]
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = platform.turns.take(app.id, async () => {
    await promise
    accept(second)
  })
  const pushed = push({ updates: toMain(first) })
  resolve()
  await Promise.all([before, pushed])
  assert.deepEqual(answers, [false])
  assert.deepEqual(said, [
    '-----> Waiting for another change of blog to finish...',
    ' !     refs/heads/main moved while this push waited for its turn. Fetch it and push again.',
  ])
  assert.deepEqual(await platform.store.builds.listOfApp(app.id), [])
})

test('a build that fails rejects the push; what ran goes on', async (t) => {
  const { platform, bring, accept, push, toMain, said, answers } = await createPushed(t)
  const first = bring(dockerfile)
  await push({ updates: toMain(first) })
  accept(first)
  platform.engine.buildImage = async ({ context }) => {
    await context.resume().toArray()
    throw problem('build_failed', 'The build failed.\nSee above.')
  }
  const second = bring({ 'a.txt': 'a' })
  await push({ updates: toMain(second, first) })
  assert.deepEqual(answers, [true, false])
  assert.deepEqual(said.slice(-4), [
    ' !     ',
    ' !     The build failed.',
    ' !     See above.',
    ' !     Push rejected; the release before goes on serving.',
  ])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(platform.complaints, [])
})

test('a failure of ours is logged, and the pusher is told where to look', async (t) => {
  const { platform, bring, push, toMain, said, answers } = await createPushed(t)
  platform.engine.buildImage = async ({ context }) => {
    await context.resume().toArray()
    throw new TypeError('a secret detail')
  }
  await push({ updates: toMain(bring(dockerfile)) })
  assert.deepEqual(answers, [false])
  assert.ok(said.includes(' !     something went wrong in the controller; its log says what.'))
  assert.ok(!said.some((it) => it.includes('secret')))
  assert.deepEqual(
    platform.complaints.map((it) => [it.msg, it.err?.message]),
    [['a push failed unexpectedly', 'a secret detail']],
  )
})

test('pushes take turns until git is done with each', async (t) => {
  const { platform, bring, accept, push, toMain, said } = await createPushed(t)
  const [first, second] = [bring(dockerfile), bring({ 'a.txt': 'a' })]
  const order: string[] = []
  await Promise.all([
    push({
      updates: toMain(first),
      async answer() {
        order.push('git accepts the first')
        accept(first)
        await new Promise(setImmediate)
        order.push('git is done')
      },
    }),
    push({ updates: toMain(second, first), answer: async () => void order.push('git accepts the second') }),
  ])
  assert.deepEqual(order, ['git accepts the first', 'git is done', 'git accepts the second'])
  assert.equal(said[0], '-----> Waiting for another change of blog to finish...')
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
})

test('who leaves while waiting leaves nothing behind', async (t) => {
  const { platform, app, bring, push, toMain, answers } = await createPushed(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = platform.turns.take(app.id, () => promise)
  await assert.rejects(push({ updates: toMain(bring(dockerfile)), signal: AbortSignal.abort() }), {
    id: 'conflict',
  })
  resolve()
  await before
  assert.deepEqual(answers, [])
  assert.deepEqual(await platform.store.builds.listOfApp(app.id), [])
})

test('where the app was destroyed while the push waited for its turn, it is refused', async (t) => {
  const { platform, app, bring, push, toMain, said, answers } = await createPushed(t)
  const commit = bring(dockerfile)
  await Promise.all([destroyApp(platform, app), push({ updates: toMain(commit) })])
  assert.deepEqual(answers, [false])
  assert.equal(said.at(-1), ' !     blog was destroyed while this push waited for its turn.')
  assert.deepEqual(platform.complaints, [])
})
