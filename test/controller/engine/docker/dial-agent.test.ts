import assert from 'node:assert/strict'
import { createServer, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { DialAgent } from '../../../../src/controller/engine/docker/dial-agent.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'

test('requests that follow each other share a connection to the endpoint', async (t) => {
  let connections = 0
  const server = createServer((_, response) => response.end('here'))
  server.on('connection', () => {
    connections += 1
  })
  const agent = new DialAgent(await listenOnSocket(t, server))
  t.after(() => agent.destroy())
  for (let round = 0; round < 3; round += 1) assert.equal(await ask(agent), 'here')
  assert.equal(connections, 1)
})

test('it is rendered by its name alone, whatever it holds', () => {
  const agent = new DialAgent({ transport: 'socket', path: '/nowhere/docker.sock' })
  assert.equal(inspect({ agent }, { showHidden: true, depth: null }), '{ agent: DialAgent }')
})

test('an endpoint that is not there is an error of the request', async () => {
  const agent = new DialAgent({ transport: 'socket', path: '/nowhere/docker.sock' })
  await assert.rejects(ask(agent), { code: 'ENOENT' })
})

function ask(agent: DialAgent): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: 'docker', path: '/' }, (response) => {
      text(response).then(resolve, reject)
    })
    asked.once('error', reject)
    asked.end()
  })
}
