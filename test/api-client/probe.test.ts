import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAgents } from '../../src/api-client/agents.ts'
import { probeController } from '../../src/api-client/probe.ts'
import { localServer } from '../fixtures/http-server.ts'

const agents = createAgents({})
const date = 'Sun, 22 Nov 2026 12:00:00 GMT'

test('probeController reads version and clock, and sends no token', async (t) => {
  const seen: unknown[] = []
  const { url } = await localServer(t, (request, response) => {
    seen.push(request.url, request.headers.authorization)
    response.setHeader('date', date).end('{"info":{"version":"1.2.3"}}')
  })
  assert.deepEqual(await probeController(url, { agents }), { version: '1.2.3', date: new Date(date) })
  assert.deepEqual(seen, ['/openapi.json', undefined])
})

for (const body of ['<html>', 'null', '{"info":{"version":7}}', '']) {
  test(`probeController takes ${body || 'nothing'} for some other controller`, async (t) => {
    const { url } = await localServer(t, (_, response) => {
      response.sendDate = false
      response.writeHead(404).end(body)
    })
    assert.deepEqual(await probeController(url, { agents }), { version: undefined, date: undefined })
  })
}

test('probeController throws in words where nothing answers', async () => {
  await assert.rejects(probeController('http://127.0.0.1:1', { agents }), { code: 'unreachable' })
})
