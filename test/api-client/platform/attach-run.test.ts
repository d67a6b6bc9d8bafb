import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { controllerHttp } from '../../../src/api-client/http.ts'
import { attachRun } from '../../../src/api-client/platform/attach-run.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { aRun } from '../../fixtures/resources.ts'

const ended = { ended_at: '2026-08-01T12:00:00Z', attach_url: null }

test('a run that timed out before its client came ends as any that times out', async (t) => {
  const message = 'timed out: it may run for 1 seconds'
  await assert.rejects(attach(t, { ...ended, exit_code: 124, reason: 'timed-out', message }), {
    name: 'UserError',
    code: 'timed_out',
    exitCode: 124,
    message: `${message}.`,
  })
})

test('where nobody knows how it ended, the controller’s own words are passed on', async (t) => {
  await assert.rejects(attach(t, { ...ended, exit_code: 0, reason: 'exited', message: null }), {
    name: 'ApiError',
    code: 'gone',
    message: 'run.1 has ended.',
  })
})

/** A controller that refuses the session, with these books. */
async function attach(t: TestContext, books: object) {
  const { server, url } = await localServer(t, (_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...aRun('run.1'), ...books }))
  })
  server.on('upgrade', (_, socket) => {
    const body = JSON.stringify({ id: 'gone', message: 'run.1 has ended.' })
    socket.end(`HTTP/1.1 410 Gone\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)
  })
  const target = { id: 'run-1', app: 'blog', name: 'run.1', url: '/attach/1' }
  return attachRun(controllerHttp({ url, token: 'mine' }), target, { tty: false })
}
