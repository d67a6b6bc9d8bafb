import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Type } from 'typebox'
import { readSettings } from '../../../../src/controller/engine/docker/settings-file.ts'
import { tempPlace } from '../../../fixtures/run-command.ts'

const schema = Type.Object({ name: Type.String() })

test('what is there, what is not, and what can’t be read', async (t) => {
  const { folder } = await tempPlace(t)
  const path = join(folder, 'settings.json')
  assert.equal(await readSettings(path, schema), undefined)
  await writeFile(path, '{"name":"x","more":1}')
  assert.equal((await readSettings(path, schema))?.name, 'x')
  for (const text of ['', '{', '{"name":1}', '[]']) {
    await writeFile(path, text)
    await assert.rejects(readSettings(path, schema), {
      id: 'invalid_params',
      message: `${path} is not as Docker writes it; repair or remove it.`,
    })
  }
  await assert.rejects(readSettings(folder, schema), {
    id: 'invalid_params',
    message: /^Docker's settings can not be read: .*EISDIR/,
  })
})
