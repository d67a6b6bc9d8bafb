import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { listenHere } from '../../../src/lib/forward/listen.ts'
import { listenOnLoopback } from '../../fixtures/http-server.ts'

test('listens on a free port of loopback, and resets its connections at its end', async () => {
  const taken = Promise.withResolvers<Socket>()
  const listener = await listenHere({ local: 0, remote: 5000 }, taken.resolve)
  const client = connect({ port: listener.port, host: '127.0.0.1' })
  const socket = await taken.promise
  assert.equal(socket.localAddress, '127.0.0.1')
  assert.equal(socket.allowHalfOpen, true)
  const broken = once(client.resume(), 'error')
  listener.close()
  assert.equal((await broken)[0].code, 'ECONNRESET')
  const again = connect({ port: listener.port, host: '127.0.0.1' })
  assert.equal((await once(again, 'error'))[0].code, 'ECONNREFUSED')
})

test('names a port that is taken', async (t) => {
  const port = await listenOnLoopback(t, createServer())
  await assert.rejects(
    listenHere({ local: port, remote: 5000 }, () => {}),
    {
      name: 'UserError',
      code: 'port_taken',
      message: `port ${port} of this machine is taken.`,
      hint: '`qp ps:forward 0:5000` takes one that is free, OTHER:5000 the port OTHER.',
    },
  )
})
