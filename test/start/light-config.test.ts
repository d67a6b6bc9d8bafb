import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import { lightConfig } from '../../src/start/light-config.ts'

const facts = {
  name: 'qp',
  version: '1.2.3',
  build: 'abc',
  bin: 'qp',
  dirname: 'qp-home',
  helpFlags: ['--help'],
  hasHooks: false,
  commands: {},
  takeAnyWords: [],
}
const pjson = {
  name: 'qp',
  version: '1.2.3',
  oclif: { bin: 'qp', dirname: 'qp-home', topicSeparator: ':' as const },
}

test('says what oclif would say', async (t) => {
  process.env['QP_COLOUR'] = 'blue'
  t.after(() => delete process.env['QP_COLOUR'])
  const light = lightConfig(facts, '/nowhere')
  const full = await Config.load({ root: join(import.meta.dirname, '../..'), pjson, isRoot: true })
  for (const property of ['bin', 'dirname', 'name', 'theme', 'topicSeparator', 'version'] as const)
    assert.deepEqual(light[property], full[property], property)
  assert.equal(light.scopedEnvVar('COLOUR'), full.scopedEnvVar('COLOUR'))
  assert.equal(light.scopedEnvVarKey('COLOUR'), full.scopedEnvVarKey('COLOUR'))
  assert.deepEqual(light.scopedEnvVarKeys('COLOUR'), full.scopedEnvVarKeys('COLOUR'))
  assert.equal(light.scopedEnvVarTrue('COLOUR'), full.scopedEnvVarTrue('COLOUR'))
  const hook = { argv: [], options: {} }
  assert.deepEqual(await light.runHook('preparse', hook), await full.runHook('preparse', hook))
})

test('what it does not know is heard of', () => {
  assert.throws(() => lightConfig(facts, '/nowhere').plugins, /asked oclif's configuration for plugins/)
})

test('the commands are those of the manifest of the build', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'qp-light-'))
  t.after(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'dist'))
  await writeFile(join(root, 'dist/oclif.manifest.json'), '{"commands":{"apps":{"id":"apps"}}}')
  assert.deepEqual(lightConfig(facts, root).commands, [{ id: 'apps' }])
})
