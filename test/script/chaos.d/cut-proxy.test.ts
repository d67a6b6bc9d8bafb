import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { startCutProxy } from '../../../script/chaos.d/cut-proxy.ts'
import { until } from '../../fixtures/until.ts'

/** An echo behind a proxy, and a client that is connected to it. */
async function connected(t: TestContext) {
  const upstreams: Socket[] = []
  const server = createServer((socket) => {
    upstreams.push(socket.on('error', () => {}))
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = await startCutProxy((server.address() as AddressInfo).port)
  t.after(async () => {
    await proxy.close()
    for (const socket of upstreams) socket.destroy()
    server.close()
  })
  const open = () => {
    const socket = connect(proxy.port, '127.0.0.1').on('error', () => {})
    t.after(() => socket.destroy())
    const heard = { text: '' }
    socket.on('data', (chunk) => {
      heard.text += chunk
    })
    return { socket, heard }
  }
  const first = open()
  first.socket.write('a')
  await until('an echo', () => first.heard.text === 'a')
  return { proxy, upstreams, open, ...first }
}

test('a cut ends both sides, and others get through when it is over', { timeout: 120_000 }, async (t) => {
  const { proxy, socket, upstreams, open } = await connected(t)
  const ended = Promise.all([socket, upstreams[0] as Socket].map((it) => once(it, 'close')))
  proxy.cut(50)
  await ended
  await until('a way through', async () => {
    const { socket: next, heard } = open()
    next.write('b')
    await Promise.race([once(next, 'data'), once(next, 'close')]).catch(() => {})
    return heard.text === 'b'
  })
})

test('a stall holds back what is sent until it is over, and tells nobody of an end', {
  timeout: 120_000,
}, async (t) => {
  const { proxy, socket, heard, upstreams, open } = await connected(t)
  const resume = proxy.stall()
  socket.write('b')
  const late = open()
  late.socket.write('c')
  await until('the late one has come', () => upstreams.length === 2)
  assert.deepEqual([heard.text, late.heard.text], ['a', ''])
  resume()
  await until('all echoes', () => heard.text === 'ab' && late.heard.text === 'c')
  proxy.stall()
  socket.destroy()
  await once(socket, 'close')
  assert.equal(upstreams[0]?.destroyed, false)
})
