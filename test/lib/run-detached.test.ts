import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { startDetached } from '../../src/lib/run-detached.ts'
import { aDyno } from '../fixtures/resources.ts'
import { stubToken, stubUrl, surroundingsOf } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('asks for a dyno that nobody attaches to, and says its name', async (t) => {
  stubController(t)
    .post('/apps/blog/dynos', { command: 'rake', env: {}, attach: false })
    .reply(201, aDyno('run.1234'))
  const api = platformController({ url: stubUrl, token: stubToken })
  const terminal = fakeTerminal()
  const surroundings = surroundingsOf({ terminal })
  const dyno = await startDetached({ api, app: 'blog', surroundings }, { command: 'rake', env: {} }, ['rake'])
  assert.equal(dyno.name, 'run.1234')
  assert.equal(terminal.stderrText(), 'Running rake on blog... done, run.1234\n')
})
