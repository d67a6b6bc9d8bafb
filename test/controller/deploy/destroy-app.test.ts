import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import { createRelease } from '../../../src/controller/deploy/create-release.ts'
import { destroyApp, finishDestroying, removeFromEngine } from '../../../src/controller/deploy/destroy-app.ts'
import { dynoSpec } from '../../../src/controller/deploy/dyno-spec.ts'
import { appLabels, networkName } from '../../../src/controller/deploy/names.ts'
import { ensureRepository } from '../../../src/controller/deploy/repository.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import { openStore } from '../../../src/controller/store/store.ts'
import { createDeployedApp, deploy, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('all of an app goes, its route first, and nothing of another', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user, slug } = await createDeployedApp(platform)
  const other = await createApp(platform, user, 'shop')
  const { slug: otherSlug } = await deploy(platform, other, user)
  const labels = appLabels(platform.controllerId, app, 'cache')
  await platform.engine.ensureVolume('cache', labels)
  const repository = await ensureRepository(platform.settings.dataDir, app.id, '/hooks')
  platform.events.length = 0

  await destroyApp(platform, app)

  assert.deepEqual(platform.events, [`unroute ${app.id}`, 'remove web.1@v2', `remove image ${slug.image}`])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual([...platform.engine.images.keys()], [otherSlug.image])
  assert.deepEqual([...platform.engine.networks.keys()], [networkName(platform.controllerId, other)])
  assert.equal(platform.engine.volumes.size, 0)
  await assert.rejects(access(repository), { code: 'ENOENT' })
  assert.equal(await platform.store.apps.find(app.id), undefined)
  assert.deepEqual(platform.logs.texts(app.id), [])
  assert.ok(await platform.store.apps.find(other.id))
})

test('what a killed controller left of a destruction goes, and what somebody was told of stays', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const { settings, apps } = platform.store
  const { removeContainer } = platform.engine
  platform.engine.removeContainer = async () => {
    assert.equal((await settings.listOf('destroying:')).size, 1)
    throw problem('engine_unavailable', 'gone')
  }
  await assert.rejects(destroyApp(platform, app), { id: 'engine_unavailable' })
  platform.engine.removeContainer = removeContainer
  await finishDestroying(platform)
  assert.ok(await apps.find(app.id))

  await settings.set(`destroying:${app.id}`, app.name)
  await finishDestroying(platform)
  assert.equal(await apps.find(app.id), undefined)
  assert.deepEqual(listContainers(platform), [])

  // Killed when it was out of the books already.
  const log = { at: new Date(0), source: 'qp', dyno: 'api', text: 'late' } as const
  platform.logs.append(app.id, log)
  await settings.set(`destroying:${app.id}`, app.name)
  await finishDestroying(platform)
  assert.deepEqual(platform.logs.texts(app.id), [])
  assert.equal((await settings.listOf('destroying:')).size, 0)
})

test('what could not be destroyed to its end is tried again at the next start', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  await platform.store.settings.set(`destroying:${app.id}`, app.name)
  const { removeContainer } = platform.engine
  platform.engine.removeContainer = () => Promise.reject(problem('engine_unavailable', 'gone'))
  await finishDestroying(platform)
  platform.engine.removeContainer = removeContainer
  await finishDestroying(platform)
  assert.equal(await platform.store.apps.find(app.id), undefined)
})

test('no file keeps the value of a config var', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'qp-destroy-test-'))
  t.after(() => rm(dir, { recursive: true }))
  const platform = await createTestPlatform(t, { store: await openStore(join(dir, 'qp.sqlite')) })
  const secrets = ['short-secret', `long-secret${'x'.repeat(20_000)}`]
  const config = { SHORT: secrets[0] ?? '', LONG: secrets[1] ?? '' }
  const { app, user, slug } = await createDeployedApp(platform, { config })
  await platform.turns.take(app.id, () =>
    createRelease(platform, { app, user, slug, config: {}, description: 'None', report: platform.report }),
  )
  const kept = () => {
    const files = readdirSync(dir).map((it) => readFileSync(join(dir, it), 'latin1'))
    return ['short-secret', 'long-secret'].filter((it) => files.some((file) => file.includes(it)))
  }
  // A release before can be gone back to, with its config.
  assert.equal(kept().length, 2)
  await destroyApp(platform, app)
  assert.deepEqual(kept(), [])
  await platform.store.close()
})

test('what another controller made on the same engine is left alone', async (t) => {
  const platform = await createTestPlatform(t)
  await createDeployedApp(platform)
  await removeFromEngine({ engine: platform.engine, controllerId: 'another' })
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  await removeFromEngine(platform)
  assert.deepEqual(
    [platform.engine.containers.size, platform.engine.images.size, platform.engine.networks.size],
    [0, 0, 0],
  )
})

test('a network that something joined meanwhile is emptied again', async (t) => {
  let isJoined = true
  const platform = await createTestPlatform(t, {
    engine: {
      async removeNetwork(name) {
        if (isJoined) await platform.engine.createContainer(dynoSpec(source, late, null))
        const wasJoined = isJoined
        isJoined = false
        if (wasJoined) throw problem('invalid_params', 'Docker: network has active endpoints')
        platform.engine.networks.delete(name)
      },
    },
  })
  const { app, slug, release } = await createDeployedApp(platform)
  const source = { controllerId: platform.controllerId, app, slug, release, unique: platform.newId() }
  const late = { type: 'worker', ordinal: 1, size: 'Basic', settings: plainDynoSettings }
  await destroyApp(platform, app)
  assert.deepEqual([platform.engine.containers.size, platform.engine.networks.size], [0, 0])
})

test('an image that a one-off dyno was made of meanwhile goes all the same', async (t) => {
  let isMade = false
  const platform = await createTestPlatform(t, {
    engine: {
      async removeImage(image) {
        if (!isMade) {
          isMade = true
          await platform.engine.createContainer(dynoSpec(source, late, null))
        }
        if (platform.engine.containers.size > 0) throw problem('conflict', 'Docker: a container is using it')
        for (const [id, it] of platform.engine.images)
          if (it.tags.includes(image)) platform.engine.images.delete(id)
      },
    },
  })
  const { app, slug, release } = await createDeployedApp(platform)
  const source = { controllerId: platform.controllerId, app, slug, release, unique: platform.newId() }
  const late = { type: 'worker', ordinal: 1, size: 'Basic', settings: plainDynoSettings }
  await destroyApp(platform, app)
  assert.deepEqual([platform.engine.containers.size, platform.engine.images.size], [0, 0])
})

test('a network that is in use by another’s container is told of', async (t) => {
  const refusal = problem('invalid_params', 'Docker: network has active endpoints')
  const platform = await createTestPlatform(t, {
    engine: { removeNetwork: () => Promise.reject(refusal) },
  })
  const { app } = await createDeployedApp(platform)
  await assert.rejects(destroyApp(platform, app), refusal)
})
