import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import got from 'got'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { runDoctor } from '../../src/lib/doctor/doctor.ts'
import { rememberLogin } from '../../src/lib/login.ts'
import { readProfiles } from '../../src/lib/profiles.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { connectProxy } from '../fixtures/connect-proxy.ts'
import { portOf } from '../fixtures/http-server.ts'
import { nginxFront } from '../fixtures/nginx-front.ts'
import { stubToken, surroundingsOf, tempPlace } from '../fixtures/run-command.ts'
import { createTestServer } from '../fixtures/test-server.ts'
import { wholeController } from '../fixtures/whole-controller.ts'

// docs/reverse-proxy.md, with the nginx that it describes.

test('the controller names addresses that begin with https, whatever a client says of itself', async (t) => {
  const controller = await createTestServer(t)
  await controller.server.listen({ host: '127.0.0.1', port: 0 })
  const upstream = `http://127.0.0.1:${portOf(controller.server.server)}`
  const { port, caFile } = await front(t, upstream)
  const url = `https://127.0.0.1:${port}`
  const api = platformController({ url, token: controller.tokens.owner, network: { caFile } })
  assert.equal((await api.apps.create({ name: 'blog' })).git_url, `${url}/blog.git`)
  const pretended = await got(`${url}/apps/blog`, {
    headers: {
      authorization: `Bearer ${controller.tokens.owner}`,
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
    },
    https: { certificateAuthority: await readFile(caFile) },
  }).json<{ git_url: string }>()
  assert.equal(pretended.git_url, `${url}/blog.git`)
})

test('through a proxy with a password and nginx with a private authority all is well, and git goes along', async (t) => {
  const controller = await wholeController(t)
  const { port, caFile } = await front(t, controller.url)
  const proxy = await connectProxy(t, { password: 'mia:p', routes: { 'qp.test:443': port } })
  const { env, cwd, configDir } = await tempPlace(t)
  const program = [process.execPath, join(import.meta.dirname, '../../bin/dev.js')]
  const surroundings = surroundingsOf({
    env: { ...env, HTTPS_PROXY: proxy.url.replace('://', '://mia:p@') },
    cwd,
    program,
    now: () => new Date(),
  })
  execFileSync('cp', [caFile, join(cwd, 'ca.pem')])
  const login = {
    url: 'https://qp.test',
    token: stubToken,
    name: undefined,
    isTokenOurs: false,
    dialect: 'platform' as const,
  }
  const { isGitReady } = await rememberLogin(surroundings, { ...login, caFile: 'ca.pem' })
  assert.equal(isGitReady, true)
  assert.equal((await readProfiles(configDir)).all[0]?.caFile, join(cwd, 'ca.pem'))
  const trusted = execFileSync('git', ['config', '--global', 'http.https://qp.test.sslCAInfo'], { cwd, env })
  assert.equal(trusted.toString(), `${join(cwd, 'ca.pem')}\n`)

  const results = await runDoctor(surroundings, {}, () => {})
  assert.deepEqual(
    results.map(({ check, status }) => `${check} ${status}`),
    [
      'name passed',
      'tls passed',
      'api passed',
      'clock passed',
      'websocket passed',
      'git passed',
      'keychain passed',
      'engine skipped',
    ],
    JSON.stringify(results, null, 2),
  )
})

async function front(t: TestContext, upstream: string) {
  const authority = testAuthority(t)
  const certificate = authority.issue(['qp.test', '127.0.0.1'])
  const port = await nginxFront(t, { name: 'qp.test', certificate, upstream })
  return { port, caFile: authority.caFile }
}
