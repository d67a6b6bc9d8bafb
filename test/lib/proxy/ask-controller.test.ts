import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { askToUpgrade } from '../../../src/lib/proxy/ask-controller.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { tcpPair } from '../../fixtures/tcp-pair.ts'

const upgrade = {
  method: 'GET',
  path: '/attach',
  headers: { connection: 'Upgrade', upgrade: 'websocket' },
  isKnown: true,
}

test('an upgrade that the controller refuses is answered with its answer', {
  timeout: 120_000,
}, async (t) => {
  const { url } = await localServer(
    t,
    (_, response) => void response.writeHead(410, 'Gone').end('it is over'),
  )
  const [here, there] = await tcpPair(t)
  askToUpgrade({ target: new URL(url), agent: undefined, token: 'x' }, upgrade, there, Buffer.alloc(0))
  const answer = await text(here)
  assert.match(answer, /^HTTP\/1\.1 410 Gone\r\n.*it is over/s)
})

test('where no controller answers, the client is told', { timeout: 120_000 }, async (t) => {
  const [here, there] = await tcpPair(t)
  const target = new URL('http://127.0.0.1:1')
  askToUpgrade({ target, agent: undefined, token: 'x' }, upgrade, there, Buffer.alloc(0))
  assert.match(await text(here), /^HTTP\/1\.1 502 Bad Gateway\r\n/)
})
