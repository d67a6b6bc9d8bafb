import assert from 'node:assert/strict'
import { before, describe, it, type TestContext } from 'node:test'
import { plainRouting } from '../../../src/controller/domain/routing.ts'
import { parseRoute } from '../../../src/controller/domain/service.ts'
import type { ServiceRoute } from '../../../src/controller/router/router.ts'
import {
  ask,
  type RouterUnderTest,
  routeTo,
  startRouter,
  startUpstream,
  suiteCleanup,
} from './served-apps.ts'

const cleanup = suiteCleanup()
let served: RouterUnderTest
before(async () => {
  served = await startRouter(cleanup)
})

async function startService(t: TestContext, type: string, route: string): Promise<ServiceRoute> {
  const { address } = await startUpstream(t, type)
  return { type, paths: parseRoute(route), dynos: [{ dyno: `${type}.1`, address }] }
}

describe('a service', () => {
  it('gets what its paths match, in the order of precedence of nginx', async (t) => {
    const web = await startUpstream(t, 'web')
    const services = [
      await startService(t, 'hooks', '/hooks,/a/b/,= /exact'),
      await startService(t, 'long', '/hooks/long,^~ /hooks/final/'),
      await startService(t, 'regex', '~ ^/users/[0-9]+/hooks$,~* \\.PNG$'),
    ]
    await served.router.setRoute({ ...routeTo(web.address), services })
    const expected: Record<string, string> = {
      '/': 'web',
      '/hook': 'web',
      '/hooks': 'hooks',
      '/hooks?x=/hooks/long': 'hooks',
      '/hooksome': 'hooks',
      '/%68ooks/1': 'hooks',
      '//hooks': 'hooks',
      '/x/../hooks': 'hooks',
      '/a/b': 'web',
      '/a/b/': 'hooks',
      '/exact': 'hooks',
      '/exact/': 'web',
      '/hooks/longer': 'long',
      '/users/7/hooks': 'regex',
      '/users/x/hooks': 'web',
      '/hooks/a.png': 'regex',
      '/hooks/final/a.png': 'long',
    }
    for (const [path, type] of Object.entries(expected))
      assert.equal((await ask(served.port, path)).text, `from ${type}`, path)
  })

  it('with no dyno is told of by its name, and web does not get its requests', async (t) => {
    const web = await startUpstream(t, 'web')
    const services = [{ type: 'hooks', paths: parseRoute('/hooks'), dynos: [] }]
    await served.router.setRoute({ ...routeTo(web.address), services })
    const { status, text } = await ask(served.port, '/hooks')
    assert.equal(status, 503)
    assert.match(text, /^The app has no hooks dynos\. .*`qp ps:scale hooks=1`.*\nH14 /)
    assert.equal(web.requests.length, 0)
  })

  it('with a regular expression that does not end holds nobody up', async (t) => {
    const web = await startUpstream(t, 'web')
    const services = [await startService(t, 'slow', '~ ^/(a+)+$')]
    await served.router.setRoute({ ...routeTo(web.address), services })
    assert.equal((await ask(served.port, `/${'a'.repeat(3000)}!`)).text, 'from web')
  })

  it('may have any regular expression that nginx takes', async () => {
    assert.equal(await served.router.checkRegex('^/users/[0-9]+/hooks'), undefined)
    assert.match((await served.router.checkRegex('^/(')) ?? '', /missing/)
  })
})

describe('session affinity', () => {
  const setCookie = (headers: NodeJS.Dict<string | string[]>) => headers['set-cookie']?.[0] ?? ''

  it('keeps a visitor on a dyno while it is there', async (t) => {
    const dynos = await Promise.all(['web.1', 'web.2', 'web.3'].map((name) => startUpstream(t, name)))
    const addresses = dynos.map((it) => it.address)
    await served.router.setRoute(routeTo(...addresses))
    t.after(() => served.router.setRouting('app-1', plainRouting))
    await served.router.setRouting('app-1', { ...plainRouting, hasSessionAffinity: true })
    const first = await ask(served.port)
    assert.match(setCookie(first.headers), /^qp-session-affinity=[0-9a-f]{16}; Path=\/; HttpOnly$/)
    const cookie = `a=b; ${setCookie(first.headers).split(';')[0]}; c=d`
    for (let i = 0; i < 12; i++) {
      const { text, headers } = await ask(served.port, '/', { headers: { cookie } })
      assert.deepEqual([text, headers['set-cookie']], [first.text, undefined])
    }
    const strangers = await Promise.all(Array.from({ length: 12 }, () => ask(served.port)))
    assert.equal(new Set(strangers.map((it) => it.text)).size, 3)

    const gone = Number(first.text.slice(-1)) - 1
    await served.router.setRoute(routeTo(...addresses.toSpliced(gone, 1)))
    const moved = await ask(served.port, '/', { headers: { cookie } })
    assert.notEqual(moved.text, first.text)
    assert.match(setCookie(moved.headers), /^qp-session-affinity=/)
  })

  it('lets go of a dyno that takes no connections', async (t) => {
    const dynos = await Promise.all(['web.1', 'web.2'].map((name) => startUpstream(t, name)))
    await served.router.setRoute(routeTo(...dynos.map((it) => it.address)))
    t.after(() => served.router.setRouting('app-1', plainRouting))
    await served.router.setRouting('app-1', { ...plainRouting, hasSessionAffinity: true })
    const first = await ask(served.port)
    await dynos[Number(first.text.slice(-1)) - 1]?.close()
    const headers = { cookie: setCookie(first.headers).split(';')[0] ?? '' }
    const second = await ask(served.port, '/', { headers })
    assert.notEqual(second.text, first.text)
    assert.match(setCookie(second.headers), /^qp-session-affinity=/)
    assert.notEqual(setCookie(second.headers), setCookie(first.headers))
  })

  it('is for https alone where it came by https, and is another for each service', async (t) => {
    const web = await startUpstream(t, 'web')
    const services = [await startService(t, 'hooks', '/hooks')]
    await served.router.setRoute({ ...routeTo(web.address), services })
    t.after(() => served.router.setRouting('app-1', plainRouting))
    await served.router.setRouting('app-1', { ...plainRouting, hasSessionAffinity: true })
    const { headers } = await ask(served.port, '/hooks', { headers: { 'x-forwarded-proto': 'https' } })
    assert.match(setCookie(headers), /^qp-session-affinity-hooks=[0-9a-f]{16}; Path=\/; HttpOnly; Secure$/)
  })

  it('is not there unless it was asked for', async (t) => {
    const web = await startUpstream(t, 'web')
    await served.router.setRoute(routeTo(web.address))
    assert.equal((await ask(served.port)).headers['set-cookie'], undefined)
  })
})
