import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { RemoteExit } from '../../../src/lib/errors.ts'
import { serveProxy } from '../../../src/lib/proxy/serve-proxy.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

async function place(t: TestContext, env: Record<string, string> = {}) {
  const { url } = await localServer(t, (request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(request.headers.authorization))
  })
  const terminal = fakeTerminal()
  const { folder, cwd, env: own } = await tempPlace(t)
  const surroundings = {
    terminal,
    env: { ...own, QP_URL: url, QP_API_KEY: 'the token', ...env },
    cwd,
    program: [],
    now: () => new Date(),
    setExitCode: () => {},
    openBrowser: async () => {},
  }
  const say = (line: string) => void terminal.stderr.write(`${line}\n`)
  return { terminal, folder, surroundings, say }
}

test('without words it says what to set, and works until Ctrl-C', { timeout: 120_000 }, async (t) => {
  const { terminal, surroundings, say } = await place(t)
  const ended = serveProxy({ surroundings, say, port: 0, words: [] })
  await until('it is ready', () => terminal.stderrText().includes('Ctrl-C'))
  const said = terminal.stdoutText()
  assert.equal(said.includes('the token'), false)
  const url = /^export HEROKU_HOST=(http:\/\/127\.0\.0\.1:\d+)$/m.exec(said)?.[1] ?? ''
  const key = /^export HEROKU_API_KEY=(\S+)$/m.exec(said)?.[1]
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(await answer.json(), 'Bearer the token')
  terminal.signal('SIGINT')
  await assert.rejects(ended, new RemoteExit(130))
  await assert.rejects(fetch(url))
})

test('with words it runs them with that set, and ends with their code', { timeout: 120_000 }, async (t) => {
  const { terminal, folder, surroundings, say } = await place(t)
  const file = join(folder, 'env')
  const words = ['sh', '-c', 'env > "$0"; exit 3', file]
  await assert.rejects(serveProxy({ surroundings, say, words }), new RemoteExit(3))
  assert.match(await readFile(file, 'utf8'), /^HEROKU_HOST=http:\/\/127\.0\.0\.1:\d+$/m)
  assert.equal(terminal.stdoutText(), '')
  assert.deepEqual(await serveProxy({ surroundings, say, words: ['true'] }), {})
})

test('a controller that speaks otherwise, or that nobody is logged in to, is refused', async (t) => {
  const deis = await place(t, { QP_DIALECT: 'deis' })
  await assert.rejects(serveProxy({ ...deis, words: ['true'] }), /speaks the Deis API/)
  const nobody = await place(t, { QP_API_KEY: '' })
  await assert.rejects(serveProxy({ ...nobody, words: ['true'] }), /^UserError: not logged in to http/)
})
