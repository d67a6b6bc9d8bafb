import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { createAgents } from '../../src/api-client/agents.ts'
import { controllerHttp } from '../../src/api-client/http.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { connectProxy } from '../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../fixtures/http-server.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

const env = { HTTPS_PROXY: 'http://secure:1', HTTP_PROXY: 'http://plain:2', NO_PROXY: 'near.test' }
const addresses = ['http://qp.test', 'https://qp.test', 'ws://qp.test', 'wss://qp.test'].map(
  (it) => new URL(it),
)

test("without proxy and CA file every address gets Node's own agent", async () => {
  const agents = createAgents({ env: { NO_PROXY: 'x' } })
  for (const url of addresses) {
    assert.equal(await agents.of(url), undefined)
    assert.deepEqual(await agents.forGot(url), {})
  }
  const near = createAgents({ env })
  assert.equal(await near.of(new URL('https://near.test')), undefined)
  assert.deepEqual(await near.forGot(new URL('https://near.test')), {})
})

test('with proxies an address gets the agent for its kind, always the same', async () => {
  const agents = createAgents({ env })
  const [http, https, ws, wss] = await Promise.all(addresses.map((it) => agents.of(it)))
  assert.ok(http instanceof HttpAgent && !(http instanceof HttpsAgent))
  assert.ok(https instanceof HttpsAgent)
  assert.deepEqual([ws === http, wss === https], [true, true])
  assert.deepEqual(await agents.forGot(new URL('http://qp.test/x')), { agent: { http, https } })
})

test('a CA file is for encrypted connections alone, with a proxy and without', async (t) => {
  const { caFile } = testAuthority(t)
  const direct = createAgents({ caFile })
  assert.equal(await direct.of(new URL('ws://qp.test')), undefined)
  const agent = await direct.of(new URL('wss://qp.test'))
  assert.match(String(agent instanceof HttpsAgent && agent.options.ca), /BEGIN CERTIFICATE/)
  const proxied = await createAgents({ env, caFile }).of(new URL('https://qp.test'))
  assert.match(String(proxied instanceof HttpsAgent && proxied.options.ca), /BEGIN CERTIFICATE/)
})

test('settings that cannot be meant are refused when they would be used', async () => {
  const agents = createAgents({ env: { HTTPS_PROXY: 'socks5://x' }, caFile: '/nowhere/ca.pem' })
  await assert.rejects(agents.of(new URL('https://qp.test')), { code: 'bad_proxy' })
  await assert.rejects(createAgents({ caFile: '/nowhere/ca.pem' }).of(new URL('https://qp.test')), {
    code: 'bad_ca_file',
  })
})

test('neither tunnels nor TLS are loaded where no proxy and no CA file applies', () => {
  const program = `
    const { createAgents } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/api-client/agents.ts'))})
    await createAgents({ env: ${JSON.stringify(env)} }).forGot(new URL('http://127.0.0.1:5005'))
    console.log(process.moduleLoadList.filter((it) => /NativeModule (https|tls)$/.test(it)).join())`
  const argv = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  const loaded = execFileSync(process.execPath, argv, { encoding: 'utf8', env: {} })
  assert.equal(loaded, '\n')
})

// Over real connections, and without nock, which would take part in them.

test('requests go through a proxy, also those that are watched', async (t) => {
  const { server } = await localServer(t, (request, response) => {
    response.end(JSON.stringify({ method: request.method, authorization: request.headers.authorization }))
  })
  const proxy = await connectProxy(t, { password: 'mia:p', routes: { 'qp.test:80': portOf(server) } })
  const network = { env: { HTTP_PROXY: proxy.url.replace('://', '://mia:p@') } }
  const through = controllerHttp({ url: 'http://qp.test', token: 'mine', network })
  assert.deepEqual(await through.get('/x'), { method: 'GET', authorization: 'Bearer mine' })
  assert.deepEqual(await through.send('POST', '/x', { body: {} }), {
    method: 'POST',
    authorization: 'Bearer mine',
  })
  assert.deepEqual(await through.watch('DELETE', '/x', () => {}), {
    method: 'DELETE',
    authorization: 'Bearer mine',
  })
  assert.deepEqual(proxy.asked, ['qp.test:80'])
})

const token = 'very-secret'

test("a proxy's refusal is told as the proxy's, once and without its password", async (t) => {
  const proxy = await connectProxy(t)
  const network = { env: { HTTP_PROXY: proxy.url.replace('://', '://mia:hush@') } }
  const through = controllerHttp({ url: 'http://qp.test', token, network, retryDelays: [1, 1, 1] })
  for (const ask of [() => through.get('/x'), () => through.watch('POST', '/x', () => {})]) {
    await assert.rejects(ask, (error: unknown) => {
      assert.match(
        String(error),
        /the proxy 127\.0\.0\.1:\d+ does not connect to qp\.test:80: 403 Forbidden\./,
      )
      assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), new RegExp(`hush|${token}`))
      return true
    })
  }
  assert.equal(proxy.asked.length, 2)
})

test('a CA file is trusted, with a proxy and without; elsewhere its authority is unknown', async (t) => {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, authority.issue(['127.0.0.1', 'qp.test']))
  const proxy = await connectProxy(t, { routes: { 'qp.test:443': port } })
  const { caFile } = authority
  const env = { HTTPS_PROXY: proxy.url }
  const near = `https://127.0.0.1:${port}`
  assert.deepEqual(await controllerHttp({ url: near, network: { caFile } }).get('/'), { ok: true })
  const far = { url: 'https://qp.test', network: { caFile, env } }
  assert.deepEqual(await controllerHttp(far).get('/'), { ok: true })
  await assert.rejects(controllerHttp({ url: near }).get('/'), {
    name: 'UserError',
    code: 'bad_certificate',
    message: `can't trust ${near}: its certificate is by an authority that is not known here.`,
    hint: /--ca-file/,
  })
  await assert.rejects(controllerHttp({ url: 'https://qp.test', network: { env } }).get('/'), {
    code: 'bad_certificate',
  })
})

test('https to a port that speaks plain http is told as that', async (t) => {
  const { server } = await localServer(t, (_, response) => void response.end())
  const url = `https://127.0.0.1:${portOf(server)}`
  await assert.rejects(controllerHttp({ url, retryDelays: [] }).get('/'), {
    code: 'unreachable',
    message: new RegExp(`can't reach ${url}: what answers there speaks no TLS`),
  })
})
