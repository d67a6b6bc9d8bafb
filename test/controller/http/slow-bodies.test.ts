import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { test } from 'node:test'
import fastify from 'fastify'
import type { User } from '../../../src/controller/domain/user.ts'
import { type BodyPatience, cutSlowBodies } from '../../../src/controller/http/slow-bodies.ts'
import { aUser } from '../../fixtures/stored.ts'

/** What is answered on a connection that sends no more than `sent`, until it is cut. */
async function ask(
  user: User | undefined,
  sent: string,
  patience: BodyPatience,
  rest: readonly string[] = [],
) {
  await using server = fastify({ forceCloseConnections: true })
  server.decorateRequest('caller')
  server.addHook('onRequest', async (request, reply) => {
    request.caller = { user, token: undefined, app: undefined, collaboration: undefined }
    if (request.url === '/refused') return reply.code(401).send('no')
  })
  cutSlowBodies(server, patience)
  server.post('/streamed', { config: { isStreamed: true } }, async ({ body }) => ({ body }))
  server.post('/', async ({ body }) => ({ body }))
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  socket.write(sent)
  for (const late of rest) {
    // Sent after it, and so cut after its time.
    const other = connect(port, '127.0.0.1').resume()
    other.write(`${head('/', 9)}{`)
    await once(other, 'close')
    socket.write(late)
  }
  if ((rest.at(-1) ?? sent).endsWith('}')) await once(socket, 'data')
  else await once(socket, 'close')
  socket.destroy()
  return answer
}

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`
const never = 2 ** 31 - 1

test('the body of a stranger that never ends', { timeout: 120_000 }, async () => {
  assert.equal(await ask(undefined, `${head('/', 9)}{`, { stranger: 20, answered: never }), '')
})

test('a body that never ends and was answered already', { timeout: 120_000 }, async () => {
  for (const user of [undefined, aUser('ann')])
    assert.match(await ask(user, `${head('/refused', 9)}{`, { stranger: never, answered: 20 }), /401/)
})

test('a body that ends', { timeout: 120_000 }, async () => {
  assert.match(
    await ask(undefined, `${head('/', 7)}{"a":1}`, { stranger: 10_000, answered: 0 }),
    /{"body":{"a":1}}$/,
  )
})

test('a body that is streamed takes its time', { timeout: 120_000 }, async () => {
  const answer = await ask(undefined, `${head('/streamed', 7)}{`, { stranger: 20, answered: never }, [
    '"a":1}',
  ])
  assert.match(answer, /{"body":{"a":1}}$/)
})
