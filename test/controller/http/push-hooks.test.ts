import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { type HookQuestion, openPushHooks } from '../../../src/controller/http/push-hooks.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

const topic = `${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/topic\n`
const skipped = 'Pushed topic; only main and master are deployed, so nothing was built.'

async function createHooks(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const hooks = await openPushHooks(platform)
  t.after(() => hooks.close())
  const expect = () => hooks.expect({ app, user, webUrl: 'http://blog.apps.example/' })
  return { platform, hooks, expect }
}

function ask(platform: TestPlatform, question: HookQuestion | string) {
  const socket = connect(join(platform.settings.dataDir, 'push.sock'))
  socket.write(typeof question === 'string' ? question : `${JSON.stringify(question)}\n`)
  return socket
}

test('the hook is a program that only its owner may run', async (t) => {
  const { platform, hooks } = await createHooks(t)
  assert.equal(hooks.dir, join(platform.settings.dataDir, 'hooks'))
  const hook = join(hooks.dir, 'pre-receive')
  assert.equal((await stat(hook)).mode & 0o777, 0o700)
  assert.match(await readFile(hook, 'utf8'), /^#!\/bin\/sh\nexec '.*node.*' '.*pre-receive\.[jt]s'\n$/)
})

test('a push that is expected is answered through the hook', { timeout: 120_000 }, async (t) => {
  const { hooks, expect } = await createHooks(t)
  const push = expect()
  const ran = promisify(execFile)(join(hooks.dir, 'pre-receive'), [], {
    env: { ...push.env, NODE_NO_WARNINGS: '1' },
  })
  ran.child.stdin?.end(topic)
  const { stdout } = await ran
  assert.equal(stdout, `${skipped}\n`)
  push.finish()
})

test('the answer is lines of JSON, the last with the exit code; the connection ends with git', async (t) => {
  const { platform, expect } = await createHooks(t)
  const push = expect()
  const socket = ask(platform, { push: push.env['QP_PUSH'] ?? '', updates: topic, env: {} })
  let heard = ''
  for await (const data of socket) {
    heard += data
    if (heard.includes('exitCode')) push.finish()
  }
  assert.equal(heard, `${JSON.stringify({ line: skipped })}\n{"exitCode":0}\n`)
})

test('a push that nobody announced, or that is over, gets no answer', async (t) => {
  const { platform, expect } = await createHooks(t)
  const over = expect()
  over.finish()
  for (const push of ['guessed', over.env['QP_PUSH'] ?? ''])
    assert.equal(await text(ask(platform, { push, updates: topic, env: {} })), '')
  assert.deepEqual(platform.complaints, [])
})

test('a hook that dies with its answer unread does no harm', async (t) => {
  const { platform, expect } = await createHooks(t)
  const [broken, whole] = [expect(), expect()]
  const question = (push: typeof broken) => ({ push: push.env['QP_PUSH'] ?? '', updates: topic, env: {} })
  // What is closed with something unread breaks the connection for the other end (ECONNRESET).
  const unread = connect(join(platform.settings.dataDir, 'push.sock')).pause()
  unread.write(`${JSON.stringify(question(broken))}\n`)
  await once(unread, 'connect')
  const answered = ask(platform, question(whole))
  await once(answered, 'data')
  unread.destroy()
  broken.finish()
  whole.finish()
  await once(answered.resume(), 'close')
  assert.deepEqual(platform.complaints, [])
})

test('nonsense is logged and hurts nobody else', async (t) => {
  const { platform, expect } = await createHooks(t)
  assert.equal(await text(ask(platform, 'nonsense\n')), '')
  await until('it is logged', () => platform.complaints.length > 0)
  assert.equal(platform.complaints[0]?.msg, 'a push could not be answered')
  const push = expect()
  const socket = ask(platform, { push: push.env['QP_PUSH'] ?? '', updates: topic, env: {} })
  const [answer] = await once(socket, 'data')
  assert.match(String(answer), /nothing was built/)
  push.finish()
})

test('a hook that goes away while its push waits gives up its place', { timeout: 120_000 }, async (t) => {
  const { platform, expect } = await createHooks(t)
  const [app] = await platform.store.apps.list()
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = platform.turns.take(app?.id ?? '', () => promise)
  const push = expect()
  const updates = topic.replace('topic', 'main')
  const socket = ask(platform, { push: push.env['QP_PUSH'] ?? '', updates, env: {} })
  const [first] = await once(socket, 'data')
  assert.match(String(first), /Waiting for another change of blog to finish/)
  socket.destroy()
  push.finish()
  resolve()
  await before
  await platform.turns.settled()
  assert.deepEqual(await platform.store.builds.listOfApp(app?.id ?? ''), [])
  assert.deepEqual(platform.complaints, [])
})

test('the socket of a controller that was killed is taken over', async (t) => {
  const platform = await createTestPlatform(t)
  const path = join(platform.settings.dataDir, 'push.sock')
  await writeFile(path, 'left behind')
  const hooks = await openPushHooks(platform)
  assert.ok((await stat(path)).isSocket())
  await hooks.close()
  await assert.rejects(access(path), { code: 'ENOENT' })
})
