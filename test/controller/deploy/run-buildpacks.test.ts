import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { packConfig } from '../../../src/controller/deploy/build-archives.ts'
import { buildContainerSpec } from '../../../src/controller/deploy/build-container.ts'
import { cacheVolumeName } from '../../../src/controller/deploy/names.ts'
import { readBuildResult, runBuildpacks } from '../../../src/controller/deploy/run-buildpacks.ts'
import { createBuildApp, packTree } from '../../fixtures/build.ts'

test('a container that was made becomes a build that ended, and what it left is read', async (t) => {
  const { tools, app, engine, ours } = createBuildApp(t)
  const config = await packConfig({ A: '1' })
  const buildpacks = { mode: 'first' as const, buildpacks: ['nodejs', 'null'] }
  const container = {
    app,
    buildId: randomUUID(),
    commit: 'abc',
    configBytes: config.length,
    buildpacks,
    submodules: [],
  }
  await engine.ensureVolume(cacheVolumeName(tools.controllerId, app), ours)
  const id = await engine.createContainer(buildContainerSpec(tools, container))
  async function* input() {
    yield config
    // More than any pipe holds, so that it must be read while it is written.
    yield* packTree({ Procfile: 'web: a\n', big: 'x'.repeat(3_000_000) })
  }
  const output: string[] = []
  const { exit, result } = await runBuildpacks(engine, id, {
    input: input(),
    onOutput: (line) => output.push(line),
  })
  assert.deepEqual(exit, { code: 0, outOfMemory: false })
  assert.deepEqual(Object.fromEntries(result), {
    description: 'Procfile\n',
    Procfile: 'web: a\n',
    'release.yml': 'default_process_types: {}\n',
  })
  assert.equal(output.at(-1), '-----> Procfile app detected')
})

test('what a build leaves can not fill the memory', async () => {
  const result = await readBuildResult(packTree({ 'result/Procfile': 'web: a\n' }))
  assert.deepEqual([...result], [['Procfile', 'web: a\n']])
  const big = { 'result/release.yml': '#'.repeat(3_000_000), 'result/Procfile': '#'.repeat(3_000_000) }
  await assert.rejects(readBuildResult(packTree(big)), { id: 'build_failed', message: /larger than 4 MB/ })
})
