import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http2 from 'node:http2'
import { before, describe, it, test } from 'node:test'
import tls from 'node:tls'
import { askBalancer } from '../../../src/controller/router/admin-socket.ts'
import {
  renderCertificate,
  type ServedCertificate,
  sendCertificates,
} from '../../../src/controller/router/certificates.ts'
import { stopNginx } from '../../../src/controller/router/nginx.ts'
import { nginxFiles } from '../../../src/controller/router/nginx-files.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import {
  ask,
  eventually,
  type RouterUnderTest,
  routeTo,
  startRouter,
  startUpstream,
  suiteCleanup,
} from './served-apps.ts'

const byDefault = 'no-certificate-for-this-name.invalid'

describe('certificates', () => {
  const cleanup = suiteCleanup()
  const authority = testAuthority({ after: (undo) => void cleanup.after(async () => undo()) })
  const certificate = (id: string, ...names: [string, ...string[]]): ServedCertificate => {
    const { cert, key } = authority.issue(names).pem
    return { id, names, chain: cert, key }
  }
  let served: RouterUnderTest
  before(async () => {
    served = await startRouter(cleanup)
  })
  const subject = (name: string | undefined) => handshake(served.httpsPort, name)

  it('are chosen by the name that a client asks for, from the moment they are set', async () => {
    await served.router.setCertificates([certificate('c1', 'www.example.com', 'example.com')])
    assert.equal(await subject('www.example.com'), 'www.example.com')
    assert.equal(await subject('WWW.Example.COM'), 'www.example.com')
    assert.equal(await subject('example.com'), 'www.example.com')
    assert.equal(await subject('other.example.com'), byDefault)
    assert.equal(await subject(undefined), byDefault)
  })

  it('with a wildcard serve the names below, but those that have one of their own', async () => {
    const own = certificate('c2', 'www.example.com')
    await served.router.setCertificates([certificate('c1', '*.example.com'), own])
    assert.equal(await subject('a.example.com'), '*.example.com')
    assert.equal(await subject('www.example.com'), 'www.example.com')
    assert.equal(await subject('a.b.example.com'), byDefault)
    assert.equal(await subject('example.com'), byDefault)
  })

  it('are replaced, give names to one another, and go', async () => {
    const [first, second] = [certificate('c1', 'a.test'), certificate('c2', 'b.test')]
    await served.router.setCertificates([first, second])
    await served.router.setCertificates([
      { ...first, names: [] },
      { ...second, names: ['a.test', 'b.test'] },
    ])
    assert.equal(await subject('a.test'), 'b.test')
    const renewed = certificate('c2', 'new.test')
    await served.router.setCertificates([{ ...renewed, names: ['a.test'] }])
    assert.equal(await subject('a.test'), 'new.test')
    assert.equal(await subject('b.test'), byDefault)
    await served.router.setCertificates([])
    assert.equal(await subject('a.test'), byDefault)
  })

  it('are there again after nginx was started anew', async () => {
    await served.router.setCertificates([certificate('c1', 'a.test')])
    await stopNginx(served.dir)
    await eventually(async () => (await subject('a.test').catch(() => '')) === 'a.test', 'served again')
  })

  it('are put right where nginx has kept those of an earlier controller', async () => {
    await served.router.setCertificates([certificate('c1', 'a.test')])
    await served.router.detach()
    const next = served.again()
    await next.start([], [certificate('c2', 'b.test')])
    assert.equal(await subject('a.test'), byDefault)
    assert.equal(await subject('b.test'), 'b.test')
    // It would put its own tables back whenever a later test sets others.
    await next.detach()
  })

  it('are refused where key and certificate can not be read, and the others stay', async () => {
    const good = certificate('c1', 'a.test')
    await served.router.setCertificates([good])
    const other = certificate('c3', 'b.test')
    const all = [good, { ...good, id: 'c2', key: 'none' }, other]
    await assert.rejects(served.router.setCertificates(all), {
      id: 'router_unavailable',
      message: /not a certificate with its key: c2/,
    })
    assert.equal(await subject('a.test'), 'a.test')
    assert.equal(await subject('b.test'), 'b.test')
  })

  it('never leave nginx with their keys', async () => {
    await served.router.setCertificates([certificate('c1', 'a.test')])
    const told = await askBalancer(nginxFiles(served.dir).adminSocket, 'GET', '/certificates')
    assert.match(told, /^c1\t[0-9a-f]{64}$/)
  })

  it('serve apps over HTTP/2', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    const own = certificate('c1', 'blog.localhost')
    await served.router.setCertificates([own])
    await served.router.setRoute(routeTo(dyno.address))
    const { httpsPort: port } = served
    const client = http2.connect(`https://blog.localhost:${port}`, {
      createConnection: () =>
        tls.connect({
          ...{ host: '127.0.0.1', port, servername: 'blog.localhost' },
          ...{ ca: readFileSync(authority.caFile), ALPNProtocols: ['h2'] },
        }),
    })
    t.after(() => client.close())
    const text = await new Promise<string>((resolve, reject) => {
      const stream = client.request({ ':path': '/' })
      stream.setEncoding('utf8').on('data', resolve).on('error', reject)
    })
    assert.equal(text, 'from web.1')
    const [request] = dyno.requests
    assert.equal(request?.headers['x-forwarded-proto'], 'https')
    assert.equal(request?.headers['x-forwarded-port'], String(served.httpsPort))
    assert.equal(request?.headers.host, `blog.localhost:${served.httpsPort}`)
  })

  it("answer ACME's questions on any name, and leave an app its own", async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute(routeTo(dyno.address))
    const path = '/.well-known/acme-challenge/token_1'
    assert.equal((await ask(served.port, path)).text, 'from web.1')
    await served.router.setChallenge('token_1', 'token_1.thumbprint')
    assert.equal((await ask(served.port, path)).text, 'token_1.thumbprint')
    assert.equal((await ask(served.port, path, { headers: { host: 'x.test' } })).text, 'token_1.thumbprint')
    await served.router.setChallenge('token_1', null)
    assert.equal((await ask(served.port, path)).text, 'from web.1')
  })
})

test('only what differs is sent', async () => {
  const certificate = (id: string) => ({ id, names: ['a.test'], chain: 'chain', key: 'key' })
  const kept = new Map<string, string>()
  const asked: string[] = []
  const nginx = async (method: string, path: string, text = '') => {
    asked.push(`${method} ${path}`)
    const id = path.split('/')[2] ?? ''
    if (method === 'PUT') kept.set(id, text.split('\t')[0] ?? '')
    if (method === 'DELETE') kept.delete(id)
    return [...kept].map(([name, digest]) => `${name}\t${digest}`).join('\n')
  }
  await sendCertificates(nginx, [certificate('c1'), certificate('c2')])
  asked.length = 0
  await sendCertificates(nginx, [certificate('c1'), { ...certificate('c3'), key: 'other' }])
  assert.deepEqual(asked, [
    'GET /certificates',
    'PUT /certificates/c3',
    'DELETE /certificates/c2',
    'GET /certificates',
  ])
})

for (const name of ['a b', 'a,b', 'a\tb', '*', 'a.*', 'A.test']) {
  test(`${JSON.stringify(name)} can't be a name in the table`, () => {
    const certificate = { id: 'c1', names: [name], chain: 'chain', key: 'key' }
    assert.throws(() => renderCertificate(certificate), { id: 'invalid_params' })
  })
}

/** The common name of the certificate that is answered with. */
function handshake(port: number, servername: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = servername === undefined ? {} : { servername }
    const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
