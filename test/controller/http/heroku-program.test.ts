import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { openPushHooks } from '../../../src/controller/http/push-hooks.ts'
import type { Offer } from '../../../src/controller/http/rendezvous.ts'
import { buildServer } from '../../../src/controller/http/server.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

const heroku = { 'user-agent': 'heroku-cli/11.10.0 linux' }
const asked = { attach: true, command: 'bash', env: { TERM: 'xterm', COLUMNS: 100, LINES: 30 } }

async function withRendezvous(t: TestContext) {
  const { platform, tokens } = await createTestServer(t)
  await createDeployedApp(platform)
  const hooks = await openPushHooks(platform)
  const offers: (Offer & { host: string })[] = []
  const offer = (host: string, it: Offer) => {
    offers.push({ ...it, host })
    return `rendezvous://${host}:5998/secret`
  }
  const server = await buildServer(platform, hooks, '0.0.0', { offer, close: async () => {} })
  t.after(async () => {
    await server.close()
    await hooks.close()
  })
  const create = async (headers: Record<string, string>, body: object = asked) => {
    const answer = await server.inject({
      method: 'POST',
      url: '/apps/blog/dynos',
      headers: { authorization: `Bearer ${tokens.owner}`, host: 'qp.example.com:5005', ...headers },
      payload: body,
    })
    return answer.json() as { id: string; attach_url: string | null }
  }
  return { platform, offers, create }
}

test('the heroku program gets a rendezvous, and whoever else a websocket', async (t) => {
  const { offers, create } = await withRendezvous(t)
  const made = await create(heroku)
  assert.equal(made.attach_url, 'rendezvous://qp.example.com:5998/secret')
  assert.deepEqual(
    offers.map(({ host, run, session, size }) => [host, run.id, run.tty, session.isStarted, size]),
    [['qp.example.com', made.id, true, false, { columns: 100, rows: 30 }]],
  )
  assert.equal(await offers[0]?.guest.isAllowed(), true)
  assert.match((await create({})).attach_url ?? '', /^ws:\/\/qp\.example\.com:5005\/apps\/blog\/runs\//)
  assert.equal((await create(heroku, { command: 'ls' })).attach_url, null)
  assert.equal(offers.length, 1)
})

test('where there is none it is told which flag gives it one, before anything is made', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createDeployedApp(platform)
  for (const path of ['/apps/blog/dynos', '/apps/blog/dynos/web.1']) {
    const { status, body } = await call('owner', 'POST', path, asked, heroku)
    assert.equal(status, 422)
    assert.match((body as { message: string }).message, /`qp server --rendezvous ADDRESS`.*`qp run`/)
  }
  assert.deepEqual(await platform.store.runs.listOfApp(app.id), [])
  assert.equal((await call('owner', 'POST', '/apps/blog/dynos', { command: 'ls' }, heroku)).status, 201)
})

test('a path that the program did not encode leads nowhere, and is told so', {
  timeout: 120_000,
}, async (t) => {
  const { platform, server, tokens } = await createTestServer(t)
  await createDeployedApp(platform)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const headers = { ...heroku, authorization: `Bearer ${tokens.owner}` }
  for (const path of ['/apps/blog/../blog/config-vars', '/apps/x?y/config-vars', '/apps/../config-vars']) {
    // As it is, as the program sends it: fetch and inject would make another of it.
    const sent = request({ host: '127.0.0.1', port, path, headers }).end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    assert.equal(answer.statusCode, 404, path)
    assert.match(await text(answer), /"message":"(There is no GET |No such app: )/, path)
  }
})
