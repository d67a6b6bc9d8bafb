import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { changeConfig } from '../../../src/controller/deploy/change-config.ts'
import { finishDetachedRun } from '../../../src/controller/deploy/detached-run.ts'
import { restart } from '../../../src/controller/deploy/restart.ts'
import { stopReleaseCommands } from '../../../src/controller/deploy/run-release-command.ts'
import { stopRun } from '../../../src/controller/deploy/stop-run.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { createDeployedApp, deploy, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

const processTypes = { web: 'serve', release: 'migrate' }

/** An app that runs and has no release command yet; what its later ones write, and how they end. */
async function prepare(t: TestContext, { output = ['migrating\n', 'done'], code = 0 } = {}) {
  const platform = await createTestPlatform(t, {
    engine: {
      attachContainer: async () => ({
        stdin: new PassThrough(),
        stdout: Readable.from(output.map((it) => Buffer.from(it))),
        stderr: null,
        destroy: () => {},
      }),
    },
  })
  const made = await createDeployedApp(platform)
  platform.engine.behave = (spec) =>
    spec.labels[labels.type] === 'release' ? { kind: 'exits', code } : { kind: 'runs' }
  return { platform, ...made }
}

const starts = (events: readonly string[]) =>
  events.filter((it) => /^(create|start) /.test(it)).map((it) => it.replace(/release\.\d+/, 'release.N'))

test('it runs before the roll-out; its output is told, kept, and it is in the books', async (t) => {
  const { platform, app, user } = await prepare(t)
  const { release } = await deploy(platform, app, user, { processTypes })
  assert.deepEqual(starts(platform.events).slice(0, 3), [
    'create release.N@v3',
    'start release.N@v3',
    'create web.1@v3',
  ])
  const told = ['-----> Running the release command', '       migrating', '       done']
  assert.deepEqual(platform.reports.slice(0, 3), told)
  assert.deepEqual([release.status, release.hasOutput], ['succeeded', true])
  assert.equal(await platform.store.releases.findOutput(release.id), 'migrating\ndone\n')
  const [run] = await platform.store.runs.listOfApp(app.id)
  assert.deepEqual(
    [run?.command, run?.exitCode, run?.releaseVersion, run?.userEmail],
    ['migrate', 0, 3, user.email],
  )
  assert.match(run?.dyno ?? '', /^release\.\d{4}$/)
  const logged = (await platform.logs.read(app.id, 100, { dyno: run?.dyno ?? '' })).map((it) => it.text)
  assert.deepEqual(logged, ['Starting process with command `migrate`', 'Process exited with status 0'])
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
})

test('its container has the code and the config of the release that does not serve yet', async (t) => {
  const { platform, app, user } = await prepare(t)
  const specs: unknown[] = []
  const { createContainer } = platform.engine
  platform.engine.createContainer = (spec) => {
    specs.push([spec.labels[labels.type], spec.image, spec.env['A'], spec.labels[labels.logged], spec.argv])
    return createContainer(spec)
  }
  const { slug } = await deploy(platform, app, user, { processTypes, config: { A: '1' } })
  assert.deepEqual(specs[0], ['release', slug.image, '1', 'true', ['/bin/sh', '-c', 'migrate']])
})

test('one that is stopped while its container is being made is stopped as soon as it runs', async (t) => {
  const { platform, app, user } = await prepare(t)
  const { startContainer } = platform.engine
  platform.engine.startContainer = async (id) => {
    for (const run of await platform.store.runs.listRunning(app.id))
      await stopRun(platform, run, { reason: 'stopped', message: 'stopped by mia' })
    platform.events.push('start now')
    await startContainer(id)
  }
  await deploy(platform, app, user, { processTypes }).catch(() => {})
  const [, rest = ''] = platform.events.join('\n').split('start now\n')
  assert.match(rest, /^start release\.\d+@v3\nstop release\.\d+@v3 /)
})

test('where it fails the release fails, what ran goes on, and nothing is left', async (t) => {
  const { platform, app, user } = await prepare(t, { code: 3 })
  await assert.rejects(deploy(platform, app, user, { processTypes }), {
    id: 'release_failed',
    message:
      'The release command failed: it ended with 3. `qp releases:output v3 -a blog` shows what it wrote, `qp releases:retry -a blog` tries again.',
  })
  const failed = await platform.store.releases.find(app.id, 3)
  assert.deepEqual([failed?.status, failed?.hasOutput], ['failed', true])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.equal((await platform.store.releases.findCurrent(app.id))?.version, 2)
})

test('one that can not be started fails the release, and is written down as ended', async (t) => {
  const { platform, app, user } = await prepare(t)
  platform.engine.behave = () => ({ kind: 'fails to start', error: new Error('no such program') })
  await assert.rejects(deploy(platform, app, user, { processTypes }), /no such program/)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  const [run] = await platform.store.runs.listOfApp(app.id)
  assert.deepEqual([run?.endedAt instanceof Date, run?.reason], [true, 'not-started'])
})

test('a config change runs it, a restart does not', async (t) => {
  const { platform, app, user } = await prepare(t)
  await deploy(platform, app, user, { processTypes })
  platform.events.length = 0
  await changeConfig(platform, { app, user, changes: { A: '1' }, report: platform.report })
  assert.equal(starts(platform.events)[0], 'create release.N@v4')
  platform.events.length = 0
  await restart(platform, { app, which: undefined, report: platform.report })
  assert.deepEqual(starts(platform.events), ['create web.1@v4', 'start web.1@v4'])
})

test('those that run are ended with the controller', async (t) => {
  const { platform, app, user } = await prepare(t)
  platform.engine.behave = () => ({ kind: 'runs' })
  const deployed = deploy(platform, app, user, { processTypes })
  deployed.catch(() => {})
  await until('it runs', () => listContainers(platform).some((it) => /^release.* running$/.test(it)))
  await stopReleaseCommands(platform)
  await assert.rejects(deployed, /it ended with 143/)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('whoever watches the engine may be first: how it ended is in the books', async (t) => {
  const { platform, app, user } = await prepare(t, { code: 4 })
  const { waitContainer } = platform.engine
  platform.engine.waitContainer = async (id, options) => {
    const { code } = await waitContainer(id, options)
    const container = await platform.engine.findContainer(id)
    if (container) await finishDetachedRun(platform, { ...container, exitCode: code })
    throw new Error('it was removed before it was known how it ended')
  }
  await assert.rejects(deploy(platform, app, user, { processTypes }), /it ended with 4/)
  assert.deepEqual(platform.complaints, [])
})
