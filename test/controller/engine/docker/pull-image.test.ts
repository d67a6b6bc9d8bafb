import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { createDockerEngine } from '../../../../src/controller/engine/docker/docker-engine.ts'
import type { RegistryAuth } from '../../../../src/controller/engine/engine.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'

/** No registry can be counted on in a test: an engine's answers, as its API reference documents them. */
async function serveAnswers(t: Parameters<typeof listenOnSocket>[0], answers: string[], status = 200) {
  const asked: string[] = []
  const auths: string[] = []
  const server = createServer((request, response) => {
    if (request.url === '/version') {
      response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' }))
      return
    }
    asked.push(`${request.method} ${request.url}`)
    const header = request.headers['x-registry-auth']
    if (header !== undefined) auths.push(String(header))
    response.writeHead(status).end(answers.join('\r\n'))
  })
  return { engine: createDockerEngine({ endpoint: await listenOnSocket(t, server) }), asked, auths }
}

test('tells each step of each layer once, and leaves out the bytes', async (t) => {
  const { engine, asked } = await serveAnswers(t, [
    '{"status":"Pulling from library/debian","id":"bookworm"}',
    '{"status":"Downloading","progressDetail":{"current":1,"total":9},"progress":"[>  ]","id":"4f"}',
    '{"status":"Downloading","progressDetail":{"current":9,"total":9},"progress":"[==>]","id":"4f"}',
    '{"status":"Pull complete","id":"4f"}',
    '{"status":"Digest: sha256:0a"}',
  ])
  const lines: string[] = []
  await engine.pullImage('debian:bookworm', (line) => lines.push(line))
  assert.deepEqual(asked, ['POST /v1.41/images/create?fromImage=debian&tag=bookworm'])
  assert.deepEqual(lines, [
    'bookworm: Pulling from library/debian',
    '4f: Downloading',
    '4f: Pull complete',
    'Digest: sha256:0a',
  ])
})

test('what can be had nowhere is not found, whether the engine says so first or last', async (t) => {
  const first = await serveAnswers(t, ['{"message":"pull access denied for none"}'], 404)
  await assert.rejects(
    first.engine.pullImage('none', () => {}),
    { id: 'not_found', message: "The image none can't be pulled: pull access denied for none" },
  )
  const last = await serveAnswers(t, [
    '{"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}',
  ])
  await assert.rejects(
    last.engine.pullImage('none:v1', () => {}),
    { id: 'not_found', message: "The image none:v1 can't be pulled: manifest unknown" },
  )
})

test('who asks is told in the base64 of URLs, with its padding', async (t) => {
  const { engine, auths } = await serveAnswers(t, ['{"status":"done"}'])
  const pull = (auth?: RegistryAuth) => engine.pullImage('reg.example/app', () => {}, { auth })
  await pull()
  assert.equal(auths.length, 0)
  await pull({ server: 'reg.example', username: 'ann', password: '~~~???>>>' })
  await pull({ server: 'reg.example', identityToken: 't' })
  for (const header of auths) assert.match(header, /^([\w-]{4})*([\w-]{2}==|[\w-]{3}=)?$/)
  assert.ok(auths[0]?.includes('_') || auths[0]?.includes('-'))
  assert.deepEqual(
    auths.map((it) => JSON.parse(Buffer.from(it, 'base64url').toString())),
    [
      { username: 'ann', password: '~~~???>>>', serveraddress: 'reg.example' },
      { serveraddress: 'reg.example', identitytoken: 't' },
    ],
  )
})

test('a pull that hangs is stopped by its signal, and the engine hears of it', async (t) => {
  const stop = new AbortController()
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    if (request.url === '/version') {
      response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' }))
      return
    }
    response.on('close', resolve).write('{"status":"Waiting"}\r\n')
  })
  const engine = createDockerEngine({ endpoint: await listenOnSocket(t, server) })
  const onOutput = () => stop.abort(new Error('enough'))
  await assert.rejects(engine.pullImage('hanging', onOutput, { signal: stop.signal }), { message: 'enough' })
  await gone
})
