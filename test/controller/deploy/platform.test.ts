import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logEvent } from '../../../src/controller/deploy/platform.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test("an event is a line of the app's log, from the platform unless said otherwise", async (t) => {
  const platform = await createTestPlatform(t)
  logEvent(platform, 'a1', 'web.1', 'State changed from starting to up')
  logEvent(platform, 'a1', 'api', 'Initial release', 'app')
  const at = platform.clock.at
  assert.deepEqual(await platform.logs.read('a1', 10, {}), [
    { at, source: 'qp', dyno: 'web.1', text: 'State changed from starting to up' },
    { at, source: 'app', dyno: 'api', text: 'Initial release' },
  ])
})
