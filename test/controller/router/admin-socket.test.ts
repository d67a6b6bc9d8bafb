import assert from 'node:assert/strict'
import http from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { askBalancer } from '../../../src/controller/router/admin-socket.ts'
import { makeDir } from './served-apps.ts'

test('it gives the text of an answer, and rejects what is none', async (t) => {
  const path = join(await makeDir(t), 's.sock')
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(request.url === '/full' ? 507 : 200).end(`${request.method} ${request.url} ${body}`)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  t.after(() => server.close())
  assert.equal(await askBalancer(path, 'PUT', '/routes', 'é'), 'PUT /routes é')
  await assert.rejects(askBalancer(path, 'PUT', '/full'), /nginx answered PUT \/full with 507: PUT \/full/)
  await assert.rejects(askBalancer(`${path}.none`, 'GET', '/'), { code: 'ENOENT' })
})
