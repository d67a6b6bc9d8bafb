import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { before, describe, it, type TestContext } from 'node:test'
import { parseIpNetwork } from '../../../src/controller/domain/ip-network.ts'
import { plainRouting, type Routing } from '../../../src/controller/domain/routing.ts'
import type { NginxRouterOptions } from '../../../src/controller/router/nginx.ts'
import {
  type Answer,
  ask,
  freePort,
  type RouterUnderTest,
  routeTo,
  startRouter,
  startUpstream,
  suiteCleanup,
  type Upstream,
} from './served-apps.ts'

const cleanup = suiteCleanup()
let served: RouterUnderTest
let dyno: Upstream
before(async () => {
  served = await startRouter(cleanup, [], { https: null })
  dyno = await startUpstream(cleanup, 'web.1')
  await served.router.setRoute(routeTo(dyno.address))
})

/** For the length of a test, at the router that all share. */
async function setRouting(t: TestContext, routing: Partial<Routing>): Promise<void> {
  t.after(() => served.router.setRouting('app-1', plainRouting))
  await served.router.setRouting('app-1', { ...plainRouting, ...routing })
}

/** Where this machine is reached by others. */
function ownAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((it) => it ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  return found?.address ?? assert.fail('this machine has no address besides 127.0.0.1')
}

/** A router that is asked from, and at, an address that is not loopback. */
async function startElsewhere(t: TestContext, options: Partial<NginxRouterOptions> = {}) {
  const [host, port] = [ownAddress(), await freePort()]
  const { router } = await startRouter(t, [routeTo(dyno.address)], { http: { host, port }, ...options })
  const tell = (headers: Record<string, string>): Promise<Answer> => ask(port, '/', { host, headers })
  return { router, host, tell }
}

const html = { accept: 'text/html,*/*;q=0.8' }
const from = (...addresses: string[]) => ({ 'x-forwarded-for': addresses.join(', ') })

describe('maintenance', () => {
  it('is a page with 503 at once, and over at once', async (t) => {
    await setRouting(t, { isInMaintenance: true })
    const before = dyno.requests.length
    const { status, headers, text } = await ask(served.port, '/', { headers: html })
    assert.deepEqual([status, headers['retry-after'], headers['cache-control']], [503, '60', 'no-store'])
    assert.match(text, /<h1>Down for maintenance<\/h1>/)
    assert.match((await ask(served.port)).text, /^Down for maintenance\. .*\nH80 [0-9a-f]{32}\n$/)
    assert.equal(dyno.requests.length, before)
    await served.router.setRouting('app-1', plainRouting)
    assert.equal((await ask(served.port)).text, 'from web.1')
  })

  it('is told before the body of a request has come', async (t) => {
    await setRouting(t, { isInMaintenance: true })
    const socket = connect(served.port, '127.0.0.1')
    t.after(() => socket.destroy())
    socket.write('POST / HTTP/1.1\r\nhost: blog.localhost\r\ncontent-length: 1000000\r\n\r\nabc')
    const [answer] = await new Promise<[Buffer]>((resolve) => socket.once('data', (data) => resolve([data])))
    assert.match(String(answer), /^HTTP\/1\.1 503 /)
  })

  it("stays where a roll-out sets another dyno, and where nginx' master is another", async (t) => {
    await setRouting(t, { isInMaintenance: true })
    const next = await startUpstream(t, 'web.2')
    await served.router.setRoute(routeTo(next.address))
    t.after(() => served.router.setRoute(routeTo(dyno.address)))
    assert.equal((await ask(served.port)).status, 503)
    const other = await startRouter(t)
    const routing = { ...plainRouting, isInMaintenance: true }
    await other.router.stop()
    await other.again().start([{ ...routeTo(dyno.address), routing }])
    assert.equal((await ask(other.port)).status, 503)
  })
})

describe('a page of its own', () => {
  const pages = {
    maintenance: 'https://cdn.example.com/down.html?a=1&b=2',
    error: '//cdn.example.com/oops.html',
  }
  const setPages = async (t: TestContext, addresses: string[] = [dyno.address]) => {
    t.after(() => served.router.setRoute(routeTo(dyno.address)))
    await served.router.setRoute({ ...routeTo(...addresses), pages })
  }

  it('is framed for a person in maintenance, and left out for a program', async (t) => {
    await setPages(t)
    await setRouting(t, { isInMaintenance: true })
    const { status, text } = await ask(served.port, '/', { headers: html })
    assert.equal(status, 503)
    assert.match(text, /<iframe src="https:\/\/cdn\.example\.com\/down\.html\?a=1&amp;b=2"/)
    assert.match((await ask(served.port)).text, /^Down for maintenance\./)
  })

  it('is framed where the app fails, with the status of the failure', async (t) => {
    await setPages(t, [`127.0.0.1:${await freePort()}`])
    const { status, text } = await ask(served.port, '/', { headers: html })
    assert.equal(status, 503)
    assert.match(text, /<iframe src="\/\/cdn\.example\.com\/oops\.html"/)
  })

  it('does not take the place of a refusal', async (t) => {
    await setPages(t)
    await setRouting(t, { whitelist: ['192.0.2.7'] })
    const { status, text } = await ask(served.port, '/', { headers: html })
    assert.equal(status, 403)
    assert.doesNotMatch(text, /iframe/)
  })
})

describe('routing that is off', () => {
  it('looks like an app that is not there', async (t) => {
    await setRouting(t, { isEnabled: false, isInMaintenance: true })
    const nobody = { ...html, host: 'nobody.localhost', 'x-request-id': 'an-id-that-both-requests-have' }
    const there = await ask(served.port, '/', { headers: { ...nobody, host: 'blog.localhost' } })
    const notThere = await ask(served.port, '/', { headers: nobody })
    assert.deepEqual([there.status, there.text], [404, notThere.text])
  })
})

describe('a whitelist', () => {
  const statuses: [string[], Record<string, string>, number][] = [
    [['192.0.2.7'], from('192.0.2.7'), 200],
    [['192.0.2.7'], from('192.0.2.8'), 403],
    [['192.0.2.7', '198.51.100.0/25'], from('198.51.100.127'), 200],
    [['192.0.2.7', '198.51.100.0/25'], from('198.51.100.128'), 403],
    [['10.0.0.0/8'], from('10.255.255.255'), 200],
    [['10.0.0.0/8'], from('11.0.0.0'), 403],
    [['0.0.0.0/0'], from('203.0.113.9'), 200],
    [['0.0.0.0/0'], from('2001:db8::1'), 403],
    [['2001:db8::/33'], from('2001:db8:7fff::1'), 200],
    [['2001:db8::/33'], from('2001:db8:8000::1'), 403],
    [['2001:db8::1'], from('2001:DB8:0:0::1'), 200],
    [['192.0.2.7'], from('::ffff:192.0.2.7'), 200],
    // The front adds the last: what stood before it, the client can have made up.
    [['192.0.2.7'], from('192.0.2.7', '203.0.113.9'), 403],
    [['203.0.113.9'], from('192.0.2.7', '203.0.113.9'), 200],
    [['203.0.113.9'], from('192.0.2.7', '203.0.113.9', '127.0.0.1'), 200],
    [['192.0.2.7'], from('192.0.2.7', 'nonsense'), 403],
    [['192.0.2.7'], {}, 403],
    [['127.0.0.1'], {}, 200],
  ]
  for (const [whitelist, headers, expected] of statuses) {
    it(`of ${whitelist.join(', ')} answers ${expected} to ${headers['x-forwarded-for'] ?? 'this machine'}`, async (t) => {
      await setRouting(t, { whitelist: whitelist.map((text) => parseIpNetwork(text).text) })
      assert.equal((await ask(served.port, '/', { headers })).status, expected)
    })
  }

  it('believes no header of who comes from elsewhere', async (t) => {
    const { router, host, tell } = await startElsewhere(t)
    await router.setRouting('app-1', { ...plainRouting, whitelist: ['192.0.2.7'] })
    assert.equal((await tell(from('192.0.2.7'))).status, 403)
    await router.setRouting('app-1', { ...plainRouting, whitelist: [host] })
    assert.equal((await tell(from('203.0.113.9'))).status, 200)
    assert.equal(dyno.requests.at(-1)?.headers['x-forwarded-for'], `203.0.113.9, ${host}`)
    await router.setRouting('app-1', { ...plainRouting, httpsEnforced: true })
    assert.equal((await tell({ 'x-forwarded-proto': 'https' })).status, 301)
  })

  it('believes a front elsewhere that was named, and what it adds alone', async (t) => {
    const host = ownAddress()
    const { router, tell } = await startElsewhere(t, { trustProxy: [host, '10.0.0.0/8'] })
    await router.setRouting('app-1', { ...plainRouting, whitelist: ['192.0.2.7'] })
    const statuses = async (...all: string[][]) =>
      Promise.all(all.map(async (addresses) => (await tell(from(...addresses))).status))
    // Another front stood before it in the last two; 11.0.0.1 is no front.
    assert.deepEqual(
      await statuses(['192.0.2.7'], ['192.0.2.7', '203.0.113.9'], ['192.0.2.7', '10.1.1.1']),
      [200, 403, 200],
    )
    assert.deepEqual(
      await statuses(['192.0.2.7', '11.0.0.1'], ['192.0.2.7', '203.0.113.9', '10.1.1.1'], []),
      [403, 403, 403],
    )
    await router.setRouting('app-1', { ...plainRouting, httpsEnforced: true })
    assert.equal((await tell({ 'x-forwarded-proto': 'https' })).status, 200)
    const { headers } = dyno.requests.at(-1) ?? assert.fail('no request')
    assert.deepEqual(
      [headers['x-forwarded-for'], headers['x-forwarded-proto'], headers['x-forwarded-port']],
      [host, 'https', '443'],
    )
    assert.equal((await tell({ 'x-forwarded-proto': 'https, http' })).status, 301)
  })

  it('believes nobody but the front that was named', async (t) => {
    const { router, host, tell } = await startElsewhere(t, { trustProxy: ['2001:db8::/32'] })
    await router.setRouting('app-1', { ...plainRouting, whitelist: ['192.0.2.7'] })
    assert.equal((await tell(from('192.0.2.7'))).status, 403)
    await router.setRouting('app-1', { ...plainRouting, whitelist: [host], httpsEnforced: true })
    assert.equal((await tell({ 'x-forwarded-proto': 'https' })).status, 301)
    await router.setRouting('app-1', plainRouting)
    await tell({ 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' })
    const { headers } = dyno.requests.at(-1) ?? assert.fail('no request')
    assert.equal(headers['x-forwarded-proto'], 'http')
    assert.notEqual(headers['x-forwarded-port'], '443')
  })

  it('is asked on the way of ACME too', async (t) => {
    await setRouting(t, { whitelist: ['192.0.2.7'] })
    assert.equal((await ask(served.port, '/.well-known/acme-challenge/x')).status, 403)
    await served.router.setChallenge('x', 'answer')
    assert.equal((await ask(served.port, '/.well-known/acme-challenge/x')).text, 'answer')
  })
})

describe('enforced https', () => {
  it('sends plain http to the same address by https', async (t) => {
    await setRouting(t, { httpsEnforced: true })
    const { status, headers } = await ask(served.port, '/a%20b?c=%2F', {
      headers: { host: `BLOG.localhost:${served.port}` },
    })
    assert.deepEqual([status, headers.location], [301, 'https://blog.localhost/a%20b?c=%2F'])
    const post = await ask(served.port, '//evil.example/', { method: 'POST', body: 'x' })
    assert.deepEqual([post.status, post.headers.location], [301, 'https://blog.localhost//evil.example/'])
  })

  it('names the port where that is not the usual one', async (t) => {
    const port = await freePort()
    const https = { host: '127.0.0.1', port }
    const other = await startRouter(t, [routeTo(dyno.address)], { https })
    await other.router.setRouting('app-1', { ...plainRouting, httpsEnforced: true })
    assert.equal((await ask(other.port)).headers.location, `https://blog.localhost:${port}/`)
    const front = { 'x-forwarded-proto': 'http' }
    assert.equal((await ask(other.port, '/', { headers: front })).headers.location, 'https://blog.localhost/')
  })

  for (const proto of ['https', 'http, https', 'http,https']) {
    it(`is satisfied by a front that says ${JSON.stringify(proto)}, and the dyno is told`, async (t) => {
      await setRouting(t, { httpsEnforced: true })
      assert.equal((await ask(served.port, '/', { headers: { 'x-forwarded-proto': proto } })).status, 200)
      const { headers } = dyno.requests.at(-1) ?? assert.fail('no request')
      assert.deepEqual([headers['x-forwarded-proto'], headers['x-forwarded-port']], ['https', '443'])
    })
  }

  for (const proto of ['http', 'https, http', 'xhttps']) {
    it(`is not satisfied by ${JSON.stringify(proto)}`, async (t) => {
      await setRouting(t, { httpsEnforced: true })
      const { status } = await ask(served.port, '/', { headers: { 'x-forwarded-proto': proto } })
      assert.equal(status, 301)
    })
  }
})
