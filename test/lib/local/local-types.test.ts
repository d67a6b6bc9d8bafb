import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readLocalTypes } from '../../../src/lib/local/local-types.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

test('the Procfile, or the one that is named, or what the person says', async (t) => {
  const { cwd } = await tempPlace(t)
  await writeFile(join(cwd, 'Procfile'), 'web: a\n')
  await writeFile(join(cwd, 'Procfile.dev'), 'web: b\ncss: c\n')
  assert.deepEqual(await readLocalTypes(cwd, {}), { web: 'a' })
  assert.deepEqual(await readLocalTypes(cwd, { procfile: 'Procfile.dev' }), { web: 'b', css: 'c' })
  assert.deepEqual(await readLocalTypes(cwd, { startCommand: 'd' }), { web: 'd' })
})

test('without a Procfile, the start script of package.json, as the buildpack has it', async (t) => {
  const { cwd } = await tempPlace(t)
  await writeFile(join(cwd, 'package.json'), '{"scripts":{"start":"node a.js"}}')
  assert.deepEqual(await readLocalTypes(cwd, {}), { web: 'npm start' })
  await assert.rejects(readLocalTypes(cwd, { procfile: 'Procfile.dev' }), { code: 'no_procfile' })
})

test('nothing to run, and a Procfile that can not be read', async (t) => {
  const { cwd } = await tempPlace(t)
  await assert.rejects(readLocalTypes(cwd, {}), { code: 'no_procfile', hint: /--start-cmd/ })
  await writeFile(join(cwd, 'Procfile'), 'node a.js\n')
  await assert.rejects(readLocalTypes(cwd, {}), { code: 'bad_procfile', message: /line 1/ })
})
