import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { download } from '../../../src/controller/receivers/download.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'

const signal = new AbortController().signal
const here = createReceiverNetwork({ allow: ['127.0.0.1/32'] })

async function serve(t: TestContext, listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/start`)
}

test('redirects are followed, and a user and password go along', async (t) => {
  const url = await serve(t, (request, response) => {
    if (request.url === '/start') response.writeHead(302, { location: '/end' }).end()
    else response.end(`${request.url} ${request.headers['user-agent']}`)
  })
  assert.equal(await text(await download(here, url, signal)), '/end qp')
  const secured = await serve(t, (request, response) => response.end(request.headers.authorization))
  secured.username = 'me'
  secured.password = 'pw'
  assert.equal(await text(await download(here, secured, signal)), `Basic ${btoa('me:pw')}`)
})

test('a redirect can lead nowhere that the address itself could not', async (t) => {
  const to = async (location: string) =>
    download(here, await serve(t, (_, response) => response.writeHead(302, { location }).end()), signal)
  await assert.rejects(to('http://127.0.0.2/'), /Nothing may be sent to 127\.0\.0\.2/)
  await assert.rejects(to('file:///etc/passwd'), /leads to file:/)
  await assert.rejects(to('/start'), /leads on and on/)
  const nobody = createReceiverNetwork({ allow: [] })
  await assert.rejects(download(nobody, new URL('http://127.0.0.1:1/'), signal), /Nothing may be sent to/)
})

test('any answer but 200 is an error; aborting ends it', async (t) => {
  const url = await serve(t, (_, response) => response.writeHead(500).end('no'))
  await assert.rejects(download(here, url, signal), /answered 500/)
  const silent = await serve(t, () => {})
  const gone = new AbortController()
  const asked = download(here, silent, gone.signal)
  gone.abort(new Error('gone'))
  await assert.rejects(asked)
})
