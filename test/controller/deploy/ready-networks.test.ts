import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import {
  createReadyNetworks,
  type ReadyNetworksOptions,
} from '../../../src/controller/deploy/ready-networks.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { getTestNodeImage } from '../../fixtures/engine.ts'
import { createEngineApp } from '../../fixtures/engine-app.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'
import { until } from '../../fixtures/until.ts'

const quick = { timeout: 120_000 }
const hour = 60 * 60 * 1000
const laterBy = (ms: number) => new Date(Date.now() + ms)

async function setUp(t: TestContext, more: Partial<ReadyNetworksOptions> = {}) {
  const made = await createEngineApp(t)
  const complaints: string[] = []
  const log = { warn: (_: object, message: string) => void complaints.push(message) }
  /** Another of the same controller, as one that is started later. */
  const create = () => {
    const networks = createReadyNetworks({ ...made, now: () => new Date(), log, ...more })
    t.after(() => networks.close())
    return networks
  }
  return { ...made, complaints, create, networks: create() }
}

test('one is made ready in the background, once, and handed out once', quick, async (t) => {
  const { engine, app, networks, listHolders } = await setUp(t)
  assert.equal(networks.take(app), undefined)
  networks.refill(app)
  networks.refill(app)
  await networks.settled()
  networks.refill(app)
  await networks.settled()
  const holders = await listHolders()
  assert.equal(holders.length, 1)
  assert.equal((await engine.findContainer(holders[0] ?? ''))?.state, 'running')
  assert.equal(networks.take({ id: 'another' }), undefined)
  assert.equal(networks.take(app), holders[0])
  assert.equal(networks.take(app), undefined)
})

test('who joins one has a network of its own in the app’s', { timeout: 90_000 }, async (t) => {
  const { engine, app, network, networks, oneOffSpec } = await setUp(t)
  const serve = 'require("http").createServer((_, it) => it.end("hello from web")).listen(5000)'
  const web = await engine.createContainer({
    ...oneOffSpec(undefined, { network, networkAliases: ['web'] }),
    image: await getTestNodeImage(engine),
    argv: ['node', '-e', serve],
    memoryMb: 256,
  })
  await engine.startContainer(web)
  const ask =
    'until exec 3<>/dev/tcp/web/5000; do sleep 0.1; done 2>/dev/null; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3'
  const join = async () => {
    networks.refill(app)
    await networks.settled()
    const holder = networks.take(app)
    assert.ok(holder)
    const id = await engine.createContainer(oneOffSpec(holder, { argv: ['bash', '-c', ask] }))
    const { stdout } = await engine.attachContainer(id, { tty: false, stdin: false })
    await engine.startContainer(id)
    return { holder, answer: text(stdout) }
  }
  const [one, other] = [await join(), await join()]
  assert.notEqual(one.holder, other.holder)
  assert.match(await one.answer, /hello from web$/)
  assert.match(await other.answer, /hello from web$/)
})

test('one that has died is not handed out, and is gone', quick, async (t) => {
  const { engine, app, networks, listHolders } = await setUp(t)
  networks.refill(app)
  await networks.settled()
  const [holder = ''] = await listHolders()
  await engine.signalContainer(holder, 'SIGKILL')
  await until('the holder is removed', async () => (await listHolders()).length === 0)
  assert.equal(networks.take(app), undefined)
  networks.refill(app)
  await networks.settled()
  assert.notEqual(networks.take(app), undefined)
})

test('one that was cut off from its network is not handed out, and is gone', quick, async (t) => {
  const { app, networks, listHolders } = await setUp(t)
  networks.refill(app)
  await networks.settled()
  const [holder = assert.fail()] = await listHolders()
  await networks.cutOff('another')
  assert.deepEqual(await listHolders(), [holder])
  await networks.cutOff(holder)
  assert.deepEqual(await listHolders(), [])
  assert.equal(networks.take(app), undefined)
})

test('one that is released is gone', quick, async (t) => {
  const { app, networks, listHolders, complaints } = await setUp(t)
  networks.refill(app)
  await networks.settled()
  const holder = networks.take(app) ?? ''
  await networks.release(holder)
  await networks.release(holder)
  assert.deepEqual(await listHolders(), [])
  assert.deepEqual(complaints, [])
})

test('the next controller takes over one that is idle, and removes what nobody needs', quick, async (t) => {
  const { engine, app, networks, create, listHolders, oneOffSpec } = await setUp(t)
  const makeOne = async () => {
    networks.refill(app)
    await networks.settled()
    return networks.take(app) ?? ''
  }
  const [used, dead] = [await makeOne(), await makeOne()]
  await engine.createContainer(oneOffSpec(used))
  await engine.signalContainer(dead, 'SIGKILL')
  const idle = [await makeOne(), await makeOne()]
  await networks.close()

  const next = create()
  await next.removeStale()
  const adopted = next.take(app)
  assert.ok(adopted && idle.includes(adopted))
  assert.deepEqual(await listHolders(), [used, adopted].sort())
})

test('what is idle for a day goes', quick, async (t) => {
  const { app, networks, listHolders } = await setUp(t)
  networks.refill(app)
  await networks.settled()
  await networks.tidy(laterBy(23 * hour))
  assert.equal((await listHolders()).length, 1)
  await networks.tidy(laterBy(24 * hour))
  assert.deepEqual(await listHolders(), [])
  assert.equal(networks.take(app), undefined)
})

test(
  'what was never released goes when its dyno is gone, in time for one that is being made',
  quick,
  async (t) => {
    const { engine, app, networks, listHolders, oneOffSpec } = await setUp(t)
    networks.refill(app)
    await networks.settled()
    const holder = networks.take(app)
    const dyno = await engine.createContainer(oneOffSpec(holder))
    await networks.tidy(laterBy(48 * hour))
    assert.deepEqual(await listHolders(), [holder])
    await engine.removeContainer(dyno)
    await networks.tidy(laterBy(hour / 60))
    assert.deepEqual(await listHolders(), [holder])
    await networks.tidy(laterBy(hour))
    assert.deepEqual(await listHolders(), [])
  },
)

test('of an app that was destroyed meanwhile nothing comes back', quick, async (t) => {
  const { engine, app, network, networks, listHolders, complaints } = await setUp(t)
  await engine.removeNetwork(network)
  networks.refill(app)
  await networks.settled()
  assert.equal(networks.take(app), undefined)
  assert.deepEqual(await listHolders(), [])
  assert.deepEqual(complaints, [])
})

/** What stands for an engine that makes holders `holder-1`, `holder-2` … */
function countingEngine({ fails = false } = {}) {
  const made: string[] = []
  const removed: string[] = []
  const engine = fakeEngine({
    findImage: async (tag) => ({ id: tag, tags: [tag], labels: {}, size: 1, exposedPorts: [], argv: [] }),
    async createContainer() {
      const id = `holder-${made.length + 1}`
      made.push(id)
      return id
    },
    async startContainer() {
      if (fails) throw problem('engine_unavailable', 'no more')
    },
    removeContainer: async (id) => void removed.push(id),
    waitContainer: (_id, { signal } = {}) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  })
  return { engine, made, removed }
}

function ofEngine(engine: ReadyNetworksOptions['engine'], more: Partial<ReadyNetworksOptions> = {}) {
  const complaints: string[] = []
  const clock = { at: new Date() }
  const networks = createReadyNetworks({
    engine,
    controllerId: randomUUID(),
    newId: randomUUID,
    now: () => clock.at,
    log: { warn: (_, message) => void complaints.push(message) },
    ...more,
  })
  return { networks, complaints, clock }
}

test('what can not be made is told once and not tried again at once', async () => {
  const { engine, made, removed } = countingEngine({ fails: true })
  const { networks, complaints, clock } = ofEngine(engine)
  const refill = async () => {
    networks.refill({ id: 'a', name: 'a' })
    await networks.settled()
  }
  await refill()
  await refill()
  assert.deepEqual([made, removed], [['holder-1'], ['holder-1']])
  assert.equal(complaints.length, 1)
  clock.at = laterBy(hour)
  await refill()
  assert.equal(made.length, 2)
})

test('no more are idle than may be: the oldest goes', async () => {
  const { engine, removed } = countingEngine()
  const { networks } = ofEngine(engine, { mostIdle: 2 })
  for (const id of ['a', 'b', 'c']) {
    networks.refill({ id, name: id })
    await networks.settled()
  }
  assert.deepEqual(removed, ['holder-1'])
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => networks.take({ id })),
    [undefined, 'holder-2', 'holder-3'],
  )
})

test('closed, it makes and hands out nothing, and leaves what there is', async () => {
  const { engine, made, removed } = countingEngine()
  const { networks } = ofEngine(engine)
  networks.refill({ id: 'a', name: 'a' })
  await networks.close()
  assert.equal(networks.take({ id: 'a' }), undefined)
  networks.refill({ id: 'a', name: 'a' })
  await networks.settled()
  assert.deepEqual([made, removed], [['holder-1'], []])
})
