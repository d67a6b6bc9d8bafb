import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { getTestEngine, getTestImage } from '../fixtures/engine.ts'
import { createGitWorkTree, gitEnvironment } from '../fixtures/git-work-tree.ts'
import { adminOf, realPlace, visit } from '../fixtures/real-controller.ts'
import { until } from '../fixtures/until.ts'
import { webImage } from '../fixtures/web-image.ts'

test('the first start makes an admin and a token that only the owner can read; the second keeps them', async (t) => {
  const place = await realPlace(t)
  const { dataDir } = place.settings
  const first = await place.start()
  assert.equal((await stat(dataDir)).mode & 0o777, 0o700)
  assert.equal((await stat(join(dataDir, 'admin-token'))).mode & 0o777, 0o600)
  assert.equal((await (await adminOf(place, first))('GET', '/account'))['email'], 'admin')
  await first.stop()
  const second = await place.start()
  assert.equal((await (await adminOf(place, second))('GET', '/account'))['email'], 'admin')
})

test('two controllers do not share a data dir', async (t) => {
  const place = await realPlace(t)
  await place.start()
  await assert.rejects(place.start(), {
    name: 'Problem',
    message: `Another qp server works in ${place.settings.dataDir}. Stop it first, or choose another --data-dir.`,
  })
})

test('an address that is taken is named', async (t) => {
  const running = await (await realPlace(t)).start()
  const listen = { host: '127.0.0.1', port: Number(new URL(running.url).port) }
  await assert.rejects((await realPlace(t, { listen })).start(), {
    message: `127.0.0.1:${listen.port} is taken by another program. Choose another address with --listen.`,
  })
})

test('a push that is being built when the controller stops is told why', async (t) => {
  const place = await realPlace(t)
  const running = await place.start()
  const ask = await adminOf(place, running)
  await ask('POST', '/apps', { name: 'blog' })
  const { dir: cwd, commit } = createGitWorkTree(t)
  const image = await getTestImage(getTestEngine())
  commit({ Dockerfile: `FROM ${image}\nRUN ["sleep", "60"]\n` })
  const token = (await readFile(join(place.settings.dataDir, 'admin-token'), 'utf8')).trim()
  const url = `${running.url.replace('://', `://:${token}@`)}/blog.git`
  const push = spawn('git', ['push', url, 'HEAD:main'], {
    cwd,
    env: gitEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  push.stderr.on('data', (data) => {
    said += data
  })
  const over = once(push, 'close')
  await until('it is being built', () => said.includes('sleep'))
  await running.stop()
  assert.deepEqual([(await over)[0], /The controller is stopping\./.exec(said)?.length], [1, 1], said)
})

test('apps serve while no controller runs, and what went missing meanwhile is mended', async (t) => {
  const place = await realPlace(t)
  const engine = getTestEngine()
  const first = await place.start()
  const ask = await adminOf(place, first)
  const { id } = await ask('POST', '/apps', { name: 'blog' })
  await ask('PATCH', '/apps/blog/config-vars', { GREETING: 'hello' })
  await ask('POST', '/apps/blog/builds', { image: await webImage(t, engine) })
  const greeting = async () => (await visit(place, 'blog.localhost')).text
  assert.equal(await greeting(), 'hello')
  await first.stop()
  assert.equal(await greeting(), 'hello')

  const [dyno] = await engine.listContainers({ 'qp.app': String(id), 'qp.kind': 'dyno' })
  await engine.removeContainer(dyno?.id ?? '')
  await place.start()
  await until('the app answers again', async () => (await greeting()) === 'hello')
})
