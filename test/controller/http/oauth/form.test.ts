import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { acceptForms } from '../../../../src/controller/http/oauth/form.ts'

test('forms are taken, and nothing else; outside of the scope they are not', async (t) => {
  const server = fastify()
  t.after(() => server.close())
  await server.register(async (scope) => {
    acceptForms(scope)
    scope.post('/form', async ({ body }) => [...(body as URLSearchParams)])
  })
  server.post('/json', async ({ body }) => body)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const json = { 'content-type': 'application/json' }
  const post = (url: string, headers: Record<string, string>, payload: string) =>
    server.inject({ method: 'POST', url, headers, payload })
  assert.deepEqual((await post('/form', form, 'a=1&a=%26&b=')).json(), [
    ['a', '1'],
    ['a', '&'],
    ['b', ''],
  ])
  assert.equal((await post('/form', json, '{}')).statusCode, 415)
  assert.equal((await post('/form', form, 'a'.repeat(64 * 1024 + 1))).statusCode, 413)
  assert.equal((await post('/json', form, 'a=1')).statusCode, 415)
  assert.equal((await post('/json', json, '{}')).statusCode, 200)
})
