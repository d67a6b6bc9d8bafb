import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { changeConfigVars, doneAt } from '../../src/lib/change-config-vars.ts'
import { aRelease } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { ndjson, stubController, watchedAnswer } from '../fixtures/stub-controller.ts'

test('changeConfigVars gives what is set now, and the release that came of it', async (t) => {
  const api = stubController(t)
  const progress = [{ kind: 'note', text: 'waiting' }]
  api.patch('/apps/blog/config-vars', { A: null }).reply(200, watchedAnswer({ B: '2' }, { progress }), ndjson)
  api.get('/apps/blog/releases').reply(206, [aRelease(13)])
  const seen: object[] = []
  const client = platformController({ url: stubUrl, token: stubToken })
  const change = await changeConfigVars(client, 'blog', { A: null }, (it) => seen.push(it))
  assert.deepEqual([change, seen], [{ configVars: { B: '2' }, release: aRelease(13) }, progress])
})

test('doneAt names the release where there is one', () => {
  assert.deepEqual([doneAt({ version: 13 }), doneAt({ version: undefined })], ['done, v13', 'done'])
})
