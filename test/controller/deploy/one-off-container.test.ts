import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createOneOffContainer, replaceUnjoinable } from '../../../src/controller/deploy/one-off-container.ts'
import { createReadyNetworks } from '../../../src/controller/deploy/ready-networks.ts'
import { startContainerProcess } from '../../../src/controller/sessions/container-process.ts'
import { createEngineApp } from '../../fixtures/engine-app.ts'
import { until } from '../../fixtures/until.ts'

const spec = { tty: false, memoryMb: 64 }
const quick = { timeout: 120_000 }

async function setUp(t: TestContext) {
  const made = await createEngineApp(t)
  const log = {
    warn: (details: object, message: string) => assert.fail(`${message} ${JSON.stringify(details)}`),
  }
  const readyNetworks = createReadyNetworks({ ...made, now: () => new Date(), log })
  t.after(() => readyNetworks.close())
  const buildSpec = (holder: string | undefined) =>
    made.oneOffSpec(holder, { name: `one-off-${made.controllerId}`, argv: ['true'], openStdin: true })
  return {
    ...made,
    buildSpec,
    readyNetworks,
    async makeReady() {
      readyNetworks.refill(made.app)
      await readyNetworks.settled()
      const [holder = ''] = await made.listHolders()
      return holder
    },
  }
}

test('a one-off dyno joins what is ready, or the app’s network', quick, async (t) => {
  const { makeReady, ...parts } = await setUp(t)
  const holder = await makeReady()
  const joined = await createOneOffContainer(parts, parts.app, parts.buildSpec)
  assert.equal(joined.holder, holder)
  await parts.engine.removeContainer(joined.id)
  await parts.engine.removeNetwork(parts.network).catch(() => {})
  const plain = await createOneOffContainer(parts, parts.app, parts.buildSpec)
  assert.equal(plain.holder, undefined)
  await parts.engine.startContainer(plain.id)
})

test('where its holder died or was removed before the start, another takes its place', quick, async (t) => {
  const { makeReady, ...parts } = await setUp(t)
  for (const [end, id] of [
    [(holder: string) => parts.engine.signalContainer(holder, 'SIGKILL'), 'conflict'],
    [(holder: string) => parts.engine.removeContainer(holder), 'not_found'],
  ] as const) {
    const holder = await makeReady()
    const made = await createOneOffContainer(parts, parts.app, parts.buildSpec)
    await end(holder)
    await until(
      'the holder is down',
      async () => (await parts.engine.findContainer(holder))?.state !== 'running',
    )
    await assert.rejects(parts.engine.startContainer(made.id), { id })
    const started = await startContainerProcess({ engine: parts.engine, id: made.id, spec })
    assert.ok('reason' in started && started.reason === 'not-started')

    const again = await replaceUnjoinable(parts, parts.app, made, parts.buildSpec)
    assert.ok(again && again.holder === undefined)
    assert.equal(await parts.engine.findContainer(made.id), undefined)
    assert.deepEqual(await parts.listHolders(), [])
    const process = await startContainerProcess({ engine: parts.engine, id: again.id, spec })
    assert.ok('exit' in process)
    process.stdout.resume()
    process.stderr?.resume()
    assert.equal((await process.exit).exitCode, 0)
    await parts.engine.removeContainer(again.id)
  }
})

test('a start that failed for another reason is not tried again', quick, async (t) => {
  const { makeReady, ...parts } = await setUp(t)
  const plain = await createOneOffContainer(parts, parts.app, parts.buildSpec)
  assert.equal(await replaceUnjoinable(parts, parts.app, plain, parts.buildSpec), undefined)
  await parts.engine.removeContainer(plain.id)
  await makeReady()
  const joined = await createOneOffContainer(parts, parts.app, parts.buildSpec)
  assert.equal(await replaceUnjoinable(parts, parts.app, joined, parts.buildSpec), undefined)
})

test('what can not be made at all leaves no holder taken', quick, async (t) => {
  const { makeReady, ...parts } = await setUp(t)
  await makeReady()
  const missing = (holder: string | undefined) => ({ ...parts.buildSpec(holder), image: 'qp/none:none' })
  await assert.rejects(createOneOffContainer(parts, parts.app, missing), { id: 'not_found' })
  assert.deepEqual(await parts.listHolders(), [])
})
