import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import KeysAdd from '../../../src/commands/keys/add.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aKey } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const line = 'ssh-ed25519 AAAAC3Nz mia@laptop\n'

testAnswers(KeysAdd, 'keys:add', [
  {
    argv: ['no-such-file.pub', '--json'],
    name: 'says which file can not be read',
    stub: () => {},
    stdout:
      '{\n  "error": {\n    "code": "unreadable_file",\n    "message": "no-such-file.pub can\'t be read: there is no such file."\n  }\n}\n',
    exitCode: 1,
  },
])

for (const { argv, body } of [
  { argv: ['id.pub'], body: { public_key: line } },
  { argv: ['laptop', 'id.pub'], body: { public_key: line, comment: 'laptop' } },
]) {
  test(`qp keys:add ${argv.join(' ')}`, async (t) => {
    const place = await tempPlace(t)
    await writeFile(join(place.cwd, 'id.pub'), line)
    stubController(t).post('/account/keys', body).reply(201, aKey())
    const { stdout, stderr, exitCode } = await runCommand(t, KeysAdd, [...argv, '--json'], { place })
    assert.deepEqual(JSON.parse(stdout), aKey())
    assert.match(stderr, /^Adding the key id\.pub\.\.\. done\nIts fingerprint is SHA256:abc\./)
    assert.equal(exitCode, 0)
  })
}

test('qp keys:add -y takes the key of ~/.ssh; without a terminal nobody can be asked', async (t) => {
  const place = await tempPlace(t)
  await mkdir(join(place.folder, '.ssh'))
  await writeFile(join(place.folder, '.ssh', 'id_ed25519.pub'), line)
  stubController(t).post('/account/keys', { public_key: line }).reply(201, aKey())
  assert.equal((await runCommand(t, KeysAdd, ['-y'], { place })).exitCode, 0)
  const { stderr, exitCode } = await runCommand(t, KeysAdd, [], { place })
  assert.match(stderr, /id_ed25519\.pub, name it or add --yes/)
  assert.equal(exitCode, 2)
})
