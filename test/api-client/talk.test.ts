import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { dialects, openController } from '../../src/api-client/dialect.ts'
import { controllerHttp } from '../../src/api-client/http.ts'
import { createRequests } from '../../src/api-client/requests.ts'
import { localServer } from '../fixtures/http-server.ts'

const bearer = { headers: {}, scheme: 'Bearer' } as const

test('a request and its answer are told, with how long it took, and without secrets', async (t) => {
  const { url } = await localServer(t, (_, response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': 's3cret', date: 'now' })
    response.end('{"token":"s3cret","name":"blog"}')
  })
  const told: string[] = []
  const { send } = createRequests({ url, token: 's3cret', talk: (text) => told.push(text) }, bearer)
  await send('POST', '/apps?sig=s3cret', { body: { name: 'blog', password: 's3cret' } })
  const [sent = '', answered = ''] = told
  assert.match(sent, new RegExp(`^> POST ${url}/apps\\?sig=\\(hidden\\)\n`))
  assert.match(sent, /^> {3}authorization: \(hidden\)$/m)
  assert.match(sent, /^> {3}\{"name":"blog","password":"\(hidden\)"\}$/m)
  assert.match(answered, /^< 201 POST .*\/apps\?sig=\(hidden\) \(\d+ ms\)\n/)
  assert.match(answered, /^< {3}set-cookie: \(hidden\)$/m)
  assert.match(answered, /^< {3}\{"token":"\(hidden\)","name":"blog"\}$/m)
  assert.equal(told.length, 2)
  assert.doesNotMatch(told.join('\n'), /s3cret/)
})

test('each try is told', async (t) => {
  let tries = 0
  const { url } = await localServer(t, (request, response) => {
    tries += 1
    if (tries === 1) request.socket.destroy()
    else response.writeHead(tries === 2 ? 503 : 200).end('<html>')
  })
  const told: string[] = []
  const { send } = createRequests({ url, retryDelays: [1, 1], talk: (text) => told.push(text) }, bearer)
  await send('GET', '/x')
  const heads = told.map((it) =>
    it
      .split('\n', 1)[0]
      ?.replace(/\d+ ms/, 'N ms')
      .replace(url, ''),
  )
  assert.deepEqual(heads, [
    '> GET /x',
    '< ECONNRESET: socket hang up',
    '> GET /x',
    '< 503 GET /x (N ms)',
    '> GET /x',
    '< 200 GET /x (N ms)',
  ])
  assert.match(told.at(-1) ?? '', /\(6 bytes, no JSON\)/)
})

test('what takes long is told by its head alone', async (t) => {
  const { url } = await localServer(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.end('{"result":{"status":200,"headers":{},"body":{"A":"s3cret"}}}\n')
  })
  const told: string[] = []
  const http = controllerHttp({ url, token: 's3cret', talk: (text) => told.push(text) })
  await http.watch('PATCH', '/apps/blog/config-vars', () => {}, { body: { A: 's3cret' } })
  assert.match(told.join('\n'), /^> PATCH .*\/apps\/blog\/config-vars$/m)
  assert.match(told.join('\n'), /^< 200 PATCH /m)
  assert.doesNotMatch(told.join('\n'), /s3cret/)
})

test('what is uploaded is told by its head alone, and whether it was taken', async (t) => {
  const { url } = await localServer(t, (request, response) => {
    request.resume().once('end', () => response.writeHead(201).end())
  })
  const told: string[] = []
  const http = controllerHttp({ url, token: 's3cret', talk: (text) => told.push(text) })
  await http.upload('/sources/1?signature=s3cret', 'application/x-tar', Readable.from(['s3cret']))
  assert.match(told[0] ?? '', /^> PUT .*\/sources\/1\?signature=\(hidden\)\n/)
  assert.match(told[1] ?? '', /^< 201 PUT .*\/sources\/1\?signature=\(hidden\) \(\d+ ms\)\n/)
  assert.doesNotMatch(told.join('\n'), /s3cret/)
})

for (const dialect of dialects) {
  test(`a login by password shows neither it nor the token, in ${dialect}`, async (t) => {
    const { url } = await localServer(t, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"token":"s3cret","access_token":{"token":"s3cret"}}')
    })
    const told: string[] = []
    const api = await openController(dialect, { url, talk: (text) => told.push(text) })
    const { access_token } = await api.authorizations.create({}, { email: 'jim', password: 'pa55' })
    assert.equal(access_token.token, 's3cret')
    const basic = Buffer.from('jim:pa55').toString('base64')
    assert.doesNotMatch(told.join('\n'), new RegExp(`s3cret|pa55|${basic}`))
    assert.match(told.join('\n'), /^< 200 POST /m)
  })
}
