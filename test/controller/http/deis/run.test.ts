import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { before, type TestContext, test } from 'node:test'
import { removeFromEngine } from '../../../../src/controller/deploy/destroy-app.ts'
import { mostOutput } from '../../../../src/controller/deploy/run-to-end.ts'
import { endDueRuns } from '../../../../src/controller/deploy/tend-runs.ts'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { aRelease, aSlug } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'
import { until } from '../../../fixtures/until.ts'

const engine = getTestEngine()
let image = ''

before(async () => {
  image = await getTestImage(engine)
})

/** One-off dynos of the app `blog` are on the real engine. */
async function createRunnable(t: TestContext) {
  const controllerId = randomUUID()
  t.after(() => removeFromEngine({ engine, controllerId }))
  const served = await createTestServer(t, { engine, controllerId })
  const { platform, call } = served
  const { app } = await createEmptyApp(platform)
  await platform.store.slugs.add(aSlug(app, { image, processTypes: { web: 'serve', hello: 'echo hello' } }))
  await platform.store.releases.add(aRelease(app, { id: 'v2', slugId: 'slug-1' }))
  const run = async (command?: string) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/run', command === undefined ? {} : { command })
    return [answer.status, answer.body]
  }
  return { ...served, run, running: () => platform.store.runs.listRunning(app.id) }
}

test('the answer is the code and all that was written', { timeout: 120_000 }, async (t) => {
  const { run } = await createRunnable(t)
  assert.deepEqual(await run('echo out; exit 3'), [200, { exit_code: 3, output: 'out\n' }])
  assert.deepEqual(await run('hello'), [200, { exit_code: 0, output: 'hello\n' }])
  assert.deepEqual(await run('echo err >&2'), [200, { exit_code: 0, output: 'err\n' }])
})

test('output that there is no room for is counted', { timeout: 120_000 }, async (t) => {
  const { run } = await createRunnable(t)
  const [status, answer] = await run(`head -c ${mostOutput + 5} /dev/zero | tr '\\0' x`)
  assert.equal(status, 200)
  assert.partialDeepStrictEqual(answer, { exit_code: 0, output_cut: 5 })
})

test('what is refused', async (t) => {
  const { call, run } = await createRunnable(t)
  const detail = documented('command is a required field')
  for (const command of [undefined, '', ' ']) assert.deepEqual(await run(command), [400, { detail }])
  assert.equal((await call('stranger', 'POST', '/v2/apps/blog/run', { command: 'ls' })).status, 404)
})

test('where nothing was built there is nothing to run', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const { status, body } = await call('owner', 'POST', '/v2/apps/blog/run', { command: 'ls' })
  const detail = documented('No build associated with this release to run this command')
  assert.deepEqual([status, body], [400, { detail }])
})

test('it has 20 minutes', { timeout: 120_000 }, async (t) => {
  const { platform, run, running } = await createRunnable(t)
  const answer = run('exec sleep 1000')
  await until('it is written down', async () => (await running()).length === 1)
  const [one] = await running()
  assert.equal(one?.endsBy?.getTime(), platform.clock.at.getTime() + 20 * 60_000)
  platform.clock.at = new Date(platform.clock.at.getTime() + 20 * 60_000)
  await endDueRuns(platform)
  const text = documented('Timed out (20 mins) while running')
  assert.deepEqual(await answer, [503, { detail: `${one?.dyno} (run): ${text}` }])
})

test('it ends when the client goes', { timeout: 120_000 }, async (t) => {
  const { server, tokens, running } = await createRunnable(t)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const asking = request({
    ...{ port, host: '127.0.0.1', path: '/v2/apps/blog/run', method: 'POST' },
    headers: { authorization: `token ${tokens.owner}`, 'content-type': 'application/json' },
  })
  asking.on('error', () => {})
  asking.end(JSON.stringify({ command: 'exec sleep 1000' }))
  await until('it runs', async () => (await running()).length === 1)
  asking.destroy()
  await until('it has ended', async () => (await running()).length === 0)
})

test('one that could not be started is told so', async (t) => {
  const { platform, run } = await createRunnable(t)
  platform.engine.createContainer = () => Promise.reject(new Error('the image is gone'))
  const [status, body] = await run('ls')
  assert.equal(status, 503)
  assert.match((body as { detail: string }).detail, /^run\.\d{4} \(run\): the image is gone$/)
})
