import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  ask,
  type RouterUnderTest,
  routeTo,
  startRouter,
  startUpstream,
  suiteCleanup,
} from './served-apps.ts'

describe('a wildcard', () => {
  const cleanup = suiteCleanup()
  let served: RouterUnderTest
  const answer = async (host: string) => {
    const { status, text } = await ask(served.port, '/', { headers: { host } })
    return status === 200 ? text : status
  }
  before(async () => {
    served = await startRouter(cleanup)
    const [one, two] = [await startUpstream(cleanup, 'one'), await startUpstream(cleanup, 'two')]
    await served.router.setRoute({ ...routeTo(one.address), hostnames: ['*.example.com'] })
    await served.router.setRoute({ ...routeTo(two.address), appId: 'app-2', hostnames: ['www.example.com'] })
  })

  it('stands for the names with one label more, but those that have a route of their own', async () => {
    assert.equal(await answer('a.example.com'), 'from one')
    assert.equal(await answer('B.example.com:80'), 'from one')
    assert.equal(await answer('www.example.com'), 'from two')
    for (const host of ['example.com', 'a.b.example.com', 'a.example.org'])
      assert.equal(await answer(host), 404)
  })

  it('goes with its route', async () => {
    await served.router.removeRoute('app-1')
    assert.equal(await answer('a.example.com'), 404)
  })
})
