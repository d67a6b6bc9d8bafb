import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createAgents, type Network } from '../../../src/api-client/agents.ts'
import { checkTls } from '../../../src/lib/doctor/tls.ts'
import { type Certificate, type TestAuthority, testAuthority } from '../../fixtures/certificates.ts'
import { connectProxy } from '../../fixtures/connect-proxy.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

test('a certificate that is trusted passes, with the days it has left', async (t) => {
  const { look, authority } = await server(t, (it) => it.issue(['127.0.0.1'], 40))
  assert.deepEqual(await look({ caFile: authority.caFile }), {
    status: 'passed',
    detail: 'certificate of 127.0.0.1 by Test CA, 39 days left',
  })
})

test('a certificate that soon ends is warned of', async (t) => {
  const { look, authority } = await server(t, (it) => it.issue(['127.0.0.1'], 10))
  const { status, detail, hint } = await look({ caFile: authority.caFile })
  assert.deepEqual([status, detail], ['warned', 'certificate of 127.0.0.1 by Test CA, 9 days left'])
  assert.match(hint ?? '', /renew/)
})

test('a certificate that has expired, of an unknown authority, or of another host fails in words', async (t) => {
  const cases: [(it: TestAuthority) => Certificate, isTrusted: boolean, RegExp][] = [
    [(it) => it.issue(['127.0.0.1'], -1), true, /its certificate has expired\./],
    [(it) => it.issue(['127.0.0.1']), false, /an authority that is not known here\./],
    [(it) => it.issue(['qp.test']), true, /for another host, qp\.test\./],
  ]
  for (const [certificate, isTrusted, message] of cases) {
    const { look, authority } = await server(t, certificate)
    await assert.rejects(look(isTrusted ? { caFile: authority.caFile } : {}), {
      name: 'UserError',
      message,
      hint: /./,
    })
  }
})

test('the certificate behind a proxy is looked at through it', async (t) => {
  const { authority, port } = await server(t, (it) => it.issue(['qp.test'], 40))
  const proxy = await connectProxy(t, { routes: { 'qp.test:443': port } })
  const network = { caFile: authority.caFile, env: { HTTPS_PROXY: proxy.url } }
  const { status, detail } = await lookAt('https://qp.test', network)
  assert.deepEqual([status, detail], ['passed', 'certificate of qp.test by Test CA, 39 days left'])
})

test('plain http is fine within this machine, and warned of elsewhere', async () => {
  assert.equal((await lookAt('http://127.0.0.1:5005')).status, 'passed')
  const far = await lookAt('http://qp.test')
  assert.equal(far.status, 'warned')
  assert.match(far.hint ?? '', /reverse-proxy/)
})

test('a host where nothing listens fails as that', async () => {
  await assert.rejects(lookAt('https://127.0.0.1:1'), { name: 'UserError', code: 'unreachable' })
})

async function server(t: TestContext, certificate: (authority: TestAuthority) => Certificate) {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, certificate(authority))
  return { authority, port, look: (network: Network) => lookAt(`https://127.0.0.1:${port}`, network) }
}

function lookAt(url: string, network: Network = {}) {
  const signal = AbortSignal.timeout(60_000)
  return checkTls({ url: new URL(url), agents: createAgents(network), now: new Date(), signal })
}
