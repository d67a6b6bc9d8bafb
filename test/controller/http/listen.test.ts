import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { listenAt, listenProblem } from '../../../src/controller/http/listen.ts'

test('a port that is taken is told with the flag that chooses another', async (t) => {
  const [one, other] = [createServer(), createServer()]
  t.after(() => one.close())
  const port = await listenAt(one, { host: '127.0.0.1', port: 0 }, '--ssh')
  assert.ok(port > 0)
  await assert.rejects(listenAt(other, { host: '127.0.0.1', port }, '--ssh'), {
    id: 'conflict',
    message: `127.0.0.1:${port} is taken by another program. Choose another address with --ssh.`,
  })
})

test('what else goes wrong stays as it is', async () => {
  await assert.rejects(listenAt(createServer(), { host: '192.0.2.1', port: 0 }, '--ssh'), {
    code: 'EADDRNOTAVAIL',
  })
  assert.equal(listenProblem(new Error('no'), { host: '::1', port: 1 }, '--ssh'), undefined)
})
