import assert from 'node:assert/strict'
import { test } from 'node:test'
import AuthorizationsRotate from '../../../src/commands/authorizations/rotate.ts'
import { fileTokenStore } from '../../../src/lib/credentials.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAuthorization } from '../../fixtures/resources.ts'
import { runCommand, stubUrl, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(AuthorizationsRotate, 'authorizations:rotate', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp authorizations` lists it\nAdd --help to see what it takes.\n',
  },
])

const rotated = anAuthorization('a1', { access_token: { id: 'a1', token: 'qp-new', expires_in: null } })
const path = '/oauth/authorizations/a1/actions/regenerate-tokens'
const stderr = 'Rotating OAuth Authorization... done\n'

testAnswers(AuthorizationsRotate, 'authorizations:rotate', [
  {
    argv: ['a1'],
    stub: (api) => {
      api.get('/oauth/authorizations/~').reply(200, anAuthorization('a2'))
      api.post(path).reply(200, rotated)
    },
    stdout:
      'ID:          a1\nDescription: CI\nScope:       global\nToken:       qp-new\nUpdated at:  2026-11-22T10:00:00Z\n',
    stderr,
  },
  {
    argv: ['a1', '--json'],
    stub: (api) => {
      api.get('/oauth/authorizations/~').reply(200, anAuthorization('a2'))
      api.post(path).reply(200, rotated)
    },
    stdout: JSON.stringify(rotated, null, 2) + '\n',
    stderr,
  },
])

for (const [id, kept] of [
  ['a1', 'qp-new'],
  ['a2', 'qp-old'],
] as const) {
  test(`qp authorizations:rotate a1 keeps ${kept} where ${id} is in use`, async (t) => {
    const place = await tempPlace(t)
    const store = fileTokenStore(place.configDir)
    await store.save(stubUrl, 'qp-old')
    const api = stubController(t, { token: 'qp-old' })
    api.get('/oauth/authorizations/~').reply(200, anAuthorization(id))
    api.post(path).reply(200, rotated)
    const env = { QP_API_KEY: undefined }
    const { exitCode } = await runCommand(t, AuthorizationsRotate, ['a1'], { place, env })
    assert.equal(exitCode, 0)
    assert.equal(await store.find(stubUrl), kept)
  })
}
