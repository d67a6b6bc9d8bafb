import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { appAction } from '../../src/lib/app-action.ts'
import { RemoteExit } from '../../src/lib/errors.ts'
import { localServer } from '../fixtures/http-server.ts'
import { spawnInPty } from '../fixtures/pty.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const now = () => new Date('2026-11-22T10:00:00Z')
const what = { title: 'Restarting dynos on blog', app: 'blog' }

test('what is not interrupted is an action, and holds no signal afterwards', async () => {
  const terminal = fakeTerminal()
  const result = await appAction({ terminal, now }, what, async () => 2, { done: (it) => `done, ${it}` })
  assert.deepEqual([result, terminal.stderrText()], [2, 'Restarting dynos on blog... done, 2\n'])
  assert.equal(terminal.signal('SIGINT'), false)
  await assert.rejects(
    appAction({ terminal, now }, what, () => Promise.reject(new Error('no engine'))),
    /no engine/,
  )
  assert.equal(terminal.signal('SIGINT'), false)
})

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`who breaks off by ${signal} hears that the controller goes on, and nothing more`, async () => {
    const terminal = fakeTerminal()
    const work = Promise.withResolvers<void>()
    let tell = (_text: string) => {}
    const acting = appAction({ terminal, now }, what, (onProgress) => {
      tell = (text) => onProgress({ kind: 'note', text })
      return work.promise
    })
    tell('stopping web.1')
    assert.equal(terminal.signal(signal), true)
    tell('starting web.1')
    await assert.rejects(acting, {
      code: 'interrupted',
      exitCode,
      message: 'interrupted. The controller goes on with it.',
      hint: '`qp ps -a blog` and `qp releases -a blog` show what came of it.',
    })
    assert.equal(
      terminal.stderrText(),
      'Restarting dynos on blog...\n  stopping web.1\nRestarting dynos on blog... interrupted\n',
    )
    assert.equal(terminal.signal(signal), false)
    work.resolve()
  })

test('before the first news it is not certain that the controller has heard of it', async () => {
  const terminal = fakeTerminal()
  const acting = appAction({ terminal, now }, { ...what, shownBy: ['apps'] }, () => new Promise(() => {}))
  terminal.signal('SIGINT')
  await assert.rejects(acting, {
    message: 'interrupted. The controller may go on with it all the same.',
    hint: '`qp apps` shows what came of it.',
  })
})

test('the exit of a remote process is none of its own', async () => {
  const terminal = fakeTerminal()
  const exit = new RemoteExit(7)
  await assert.rejects(
    appAction({ terminal, now }, what, () => Promise.reject(exit)),
    exit,
  )
})

test('Ctrl-C in a real terminal', { timeout: 120_000 }, async (t) => {
  const place = await tempPlace(t)
  const { url } = await localServer(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.write(`${JSON.stringify({ progress: { kind: 'note', text: 'stopping web.1' } })}\n`)
  })
  const program = join(import.meta.dirname, '../../bin/dev.js')
  await using terminal = spawnInPty([process.execPath, program, 'ps:restart', '-a', 'blog'], {
    cwd: place.cwd,
    env: { ...place.env, QP_URL: url, QP_API_KEY: 'token-of-mia', NO_COLOR: '1' },
  })
  await terminal.until(/stopping web\.1/)
  terminal.write('\u0003')
  const { exitCode } = await terminal.ended
  const words =
    /interrupted\r\nError: interrupted\. The controller goes on with it\.\r\n`qp ps -a blog` and .*\r\n$/
  assert.match(terminal.output(), words)
  assert.equal(exitCode, 130)
})
