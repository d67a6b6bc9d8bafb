import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { clearDomains, waitForDomains } from '../../src/lib/custom-domains.ts'
import { aDomain } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const api = platformController({ url: stubUrl, token: stubToken })
const own = aDomain('blog.localhost', { kind: 'heroku', cname: null, status: 'pending' })
const www = aDomain('www.example.com')

test("nothing is removed where there is but the app's own", async (t) => {
  stubController(t).get('/apps/blog/domains').reply(200, [own])
  assert.deepEqual(await clearDomains(api, 'blog'), [])
})

test('all are waited for', async (t) => {
  const bare = aDomain('example.com', { status: 'pending' })
  const ready = [own, www, { ...bare, status: 'succeeded' }]
  stubController(t)
    .get('/apps/blog/domains')
    .reply(200, [own, www, bare])
    .get('/apps/blog/domains')
    .reply(200, ready)
  assert.deepEqual(await waitForDomains(api, 'blog'), ready.slice(1))
})
