import assert from 'node:assert/strict'
import { test } from 'node:test'
import AppsTransfer from '../../../src/commands/apps/transfer.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount, anApp, aTransfer } from '../../fixtures/resources.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

testRefusals(AppsTransfer, 'apps:transfer', [
  {
    argv: ['ann@example.com', '--bulk'],
    stderr: 'Error: there is no terminal to choose apps in. Name one with -a APP.\n',
  },
  {
    argv: ['ann@example.com', '-a', 'blog', '-c', 'shop'],
    stderr: 'Error: Confirmation shop did not match blog. Aborted.\n',
    exitCode: 1,
  },
])

const transfer = aTransfer('ann@example.com')
const asked = { app: 'blog', recipient: 'ann@example.com' }

testAnswers(AppsTransfer, 'apps:transfer', [
  {
    argv: ['ann@example.com', '-a', 'blog'],
    stub: (api) => api.post('/account/app-transfers', asked).reply(201, transfer),
    stderr: 'Transferring blog to ann@example.com... done\n',
  },
  {
    argv: ['ann@example.com', '-a', 'blog', '-c', 'blog', '--json'],
    stub: (api) => api.post('/account/app-transfers', asked).reply(201, transfer),
    stdout: JSON.stringify([transfer], null, 2) + '\n',
    stderr: 'Transferring blog to ann@example.com... done\n',
  },
])

test('qp apps:transfer --bulk gives away those of the own apps that are chosen', async (t) => {
  const api = stubController(t)
  api.get('/account').reply(200, anAccount())
  const theirs = anApp({ name: 'api', owner: { id: 'user-ann', email: 'ann@example.com' } })
  api.get('/users/~/apps').reply(200, [theirs, anApp(), anApp({ name: 'shop' })])
  api
    .post('/account/app-transfers', { ...asked, app: 'shop' })
    .reply(201, aTransfer('ann@example.com', 'shop'))
  const terminal = fakeTerminal({ isTTY: { stdin: true, stderr: true } })
  const timer = setInterval(() => {
    if (!/blog.*shop/s.test(terminal.stderrText())) return
    clearInterval(timer)
    terminal.stdin.write('\u001B[B \r')
  }, 5)
  t.after(() => clearInterval(timer))
  const argv = ['ann@example.com', '--bulk', '--json']
  const { exitCode, stdout, stderr } = await runCommand(t, AppsTransfer, argv, { terminal })
  assert.equal(exitCode, 0, stderr)
  assert.deepEqual(JSON.parse(stdout), [aTransfer('ann@example.com', 'shop')])
  assert.doesNotMatch(stderr, /\bapi\b/)
})
