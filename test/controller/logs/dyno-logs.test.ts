import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { labels } from '../../../src/controller/domain/labels.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { ContainerSpec } from '../../../src/controller/engine/container-spec.ts'
import {
  type DynoLogSource,
  type DynoLogsOptions,
  followDynoLogs,
} from '../../../src/controller/logs/dyno-logs.ts'
import { openFileAppLogs } from '../../../src/controller/logs/file-app-logs.ts'
import { createTestContainer, uniqueName } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { until } from '../../fixtures/until.ts'
import { silentLog } from '../router/served-apps.ts'
import { makeLogDir, textsOf } from './lines.ts'

describe("a container's lines on the real engine", () => {
  it('come from its start on, of stdout and stderr, named after the dyno', async (t) => {
    const { run, follow, texts, logs } = await prepare(t)
    await follow()
    const id = await run('echo out; echo err >&2; sleep 1000')
    await until('both lines', () => texts().then((it) => it.length === 2))
    const lines = await logs.read('app-1', 10, {})
    assert.deepEqual(textsOf(lines).sort(), ['err', 'out'])
    for (const { source, dyno } of lines) assert.deepEqual([source, dyno], ['app', 'web.1'])
    assert.ok(id)
  })

  it('are all there once it is settled, so that it can be removed', async (t) => {
    const { engine, run, follow, texts } = await prepare(t)
    const dynoLogs = await follow()
    const ids = await Promise.all([1, 2, 3].map((dyno) => run(`seq ${dyno}000 ${dyno}499`)))
    await Promise.all(
      ids.map(async (id) => {
        await engine.waitContainer(id)
        await dynoLogs.settled(id)
        await engine.removeContainer(id)
      }),
    )
    assert.equal(new Set(await texts()).size, 1500)
  })

  it('are gone on with by the next controller: none twice, none lost', async (t) => {
    const { engine, run, follow, texts } = await prepare(t)
    const first = await follow()
    const id = await run('i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done')
    await until('some lines', () => texts().then((it) => it.length > 0))
    await first.close()
    await engine.waitContainer(id)
    const second = await follow()
    await second.settled(id)
    assert.deepEqual(
      (await texts()).map(Number),
      Array.from({ length: 3000 }, (_, i) => i),
    )
    await second.close()
    const third = await follow()
    await third.settled(id)
    assert.equal((await texts()).length, 3000)
  })

  it('come again when it is started again', async (t) => {
    const { engine, run, follow, texts } = await prepare(t)
    await follow()
    const id = await run('echo again')
    await engine.waitContainer(id)
    await until('the first', () => texts().then((it) => it.length === 1))
    await engine.startContainer(id)
    await until('the second', () => texts().then((it) => it.length === 2))
  })

  it("are left alone where they are another's, or a session's", async (t) => {
    const { run, follow, texts } = await prepare(t)
    await follow()
    await run('echo not ours', { [labels.controller]: uniqueName() })
    await run('echo a session', { [labels.logged]: 'false' })
    const id = await run('echo ours')
    await until('our line', () => texts().then((it) => it.length > 0))
    assert.deepEqual(await texts(), ['ours'])
    assert.ok(id)
  })
})

describe('an engine that fails, or is slow', () => {
  const container = {
    id: 'c1',
    labels: { [labels.app]: 'app-1', [labels.dyno]: 'web.1', [labels.logged]: 'true', [labels.kind]: 'dyno' },
    state: 'running',
  }
  const lineOf = (position: string) => ({ at: new Date(), position, text: position })

  it('is read from once, also where two find a container at the same time', async (t) => {
    let readers = 0
    const [listed, found] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const { texts, follow } = await prepare(t, {
      async *followLogs() {
        readers += 1
        yield lineOf('1')
      },
      listContainers: async () => listed.promise.then(() => [container]),
      findContainer: async () => found.promise.then(() => container),
      async *watchContainers() {},
    })
    const dynoLogs = await follow()
    const settled = dynoLogs.settled('c1')
    listed.resolve()
    await until('its line', () => texts().then((it) => it.length > 0))
    found.resolve()
    await settled
    assert.deepEqual([readers, await texts()], [1, ['1']])
  })

  it('is asked again from where it broke off', async (t) => {
    const asked: (string | undefined)[] = []
    const { texts, follow } = await prepare(t, {
      async *followLogs(_id, { after }) {
        asked.push(after)
        if (after === undefined) {
          yield lineOf('1')
          throw new Error('connection lost')
        }
        yield lineOf('2')
      },
      listContainers: async () => [container],
      findContainer: async () => container,
      async *watchContainers() {},
    })
    await follow()
    await until('the line behind', () => texts().then((it) => it.length === 2))
    assert.deepEqual(await texts(), ['1', '2'])
    assert.deepEqual(asked, [undefined, '1'])
  })

  it('is not asked for a container that is gone, and does not hold up who waits for it', async (t) => {
    let asked = 0
    const { texts, follow } = await prepare(t, {
      // biome-ignore lint/correctness/useYield: it fails before there is a line
      async *followLogs() {
        asked++
        throw problem('not_found', 'gone')
      },
      listContainers: async () => [],
      findContainer: async () => undefined,
      async *watchContainers() {
        yield { id: 'c1', action: 'start', labels: container.labels }
      },
    })
    const dynoLogs = await follow()
    await until('it was asked', () => asked > 0)
    await dynoLogs.settled('c1')
    await dynoLogs.settled('never heard of')
    assert.deepEqual(await texts(), [])
    assert.equal(asked, 1)
  })

  it('may go on for ever: who waits for it is let go', async (t) => {
    const { follow } = await prepare(t, {
      async *followLogs(_id, { signal }) {
        yield lineOf('1')
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
      listContainers: async () => [container],
      findContainer: async () => container,
      async *watchContainers() {},
    })
    const dynoLogs = await follow({ settleLimit: 20 })
    await dynoLogs.settled('c1')
  })
})

async function prepare(t: TestContext, source?: DynoLogSource) {
  const engine = getTestEngine()
  const followers: { close(): Promise<void> }[] = []
  t.after(() => Promise.all(followers.map((it) => it.close())))
  const dir = await makeLogDir(t)
  const ours = { [labels.controller]: uniqueName() }
  const logs = await openFileAppLogs(join(dir, 'logs'))
  const follow = async (options: Pick<DynoLogsOptions, 'settleLimit'> = {}) => {
    const dynoLogs = await followDynoLogs({
      engine: source ?? engine,
      logs,
      labels: ours,
      positionsPath: join(dir, 'positions.json'),
      log: silentLog,
      ...options,
    })
    followers.push(dynoLogs)
    return dynoLogs
  }
  const run = async (script: string, others: Record<string, string> = {}) => {
    const spec: Partial<ContainerSpec> = {
      image: await getTestImage(engine),
      argv: ['bash', '-c', script],
      labels: {
        ...ours,
        [labels.app]: 'app-1',
        [labels.dyno]: 'web.1',
        [labels.kind]: 'dyno',
        [labels.logged]: 'true',
        ...others,
      },
    }
    const id = await createTestContainer(t, engine, spec)
    await engine.startContainer(id)
    return id
  }
  const texts = async () => textsOf(await logs.read('app-1', 10_000, {}))
  return { engine, logs, follow, run, texts }
}
