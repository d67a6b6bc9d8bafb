import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { chooseOwnApps } from '../../src/lib/choose-own-apps.ts'
import { anAccount, anApp } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const api = platformController({ url: stubUrl, token: stubToken })

test('who owns no app has nothing to choose', async (t) => {
  const stub = stubController(t)
  stub.get('/account').reply(200, anAccount())
  stub.get('/users/~/apps').reply(200, [anApp({ owner: { id: 'ann', email: 'ann@example.com' } })])
  const terminal = fakeTerminal({ isTTY: true })
  await assert.rejects(chooseOwnApps(terminal, api), { code: 'no_apps', message: 'you own no apps.' })
})

test('without a terminal nobody is asked, and nothing', async (t) => {
  stubController(t)
  await assert.rejects(chooseOwnApps(fakeTerminal(), api), { name: 'UsageError' })
})
