import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { buildContainerSpec } from '../../../src/controller/deploy/build-container.ts'
import { cacheVolumeName } from '../../../src/controller/deploy/names.ts'
import { removeStaleBuilds } from '../../../src/controller/deploy/remove-stale-builds.ts'
import { createBuildApp } from '../../fixtures/build.ts'
import { getTestImage } from '../../fixtures/engine.ts'

test('what a killed controller was building is removed; another controller’s build is not', async (t) => {
  const left = createBuildApp(t)
  const other = createBuildApp(t)
  const stackImage = await getTestImage(left.engine)
  for (const { tools, app, engine, ours } of [left, other]) {
    const buildpacks = { mode: 'first' as const, buildpacks: [] }
    const container = { app, buildId: randomUUID(), commit: 'a', configBytes: 0, buildpacks, submodules: [] }
    await engine.ensureVolume(cacheVolumeName(tools.controllerId, app), ours)
    const spec = buildContainerSpec({ ...tools, stackImage }, container)
    await engine.startContainer(await engine.createContainer({ ...spec, argv: ['sleep', '600'] }))
  }
  await removeStaleBuilds(left.tools)
  assert.deepEqual(await left.engine.listContainers(left.ours), [])
  assert.equal((await other.engine.listContainers(other.ours)).length, 1)
})
