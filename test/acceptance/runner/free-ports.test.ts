import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { findFreePorts } from '../../../acceptance/runner/free-ports.ts'

test('each is another, free, and none that a program gets that asks for any', async () => {
  const ports = await findFreePorts(20)
  assert.equal(new Set(ports).size, 20)
  for (const port of ports) {
    assert.ok(port < 32_768, `${port}`)
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
  }
})
