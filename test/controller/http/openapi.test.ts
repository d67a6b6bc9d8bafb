import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RouteOptions } from 'fastify'
import { hearRoutes, nameRoutes } from '../../fixtures/hear-routes.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

interface Document {
  openapi: string
  info: { version: string }
  paths: Record<string, Record<string, { requestBody?: unknown; responses: Record<string, unknown> }>>
}

test('the document lists every route but itself, websockets and the Deis API, for anyone to read', async (t) => {
  const routes: RouteOptions[] = []
  const { call } = await hearRoutes(
    () => createTestServer(t),
    (route) => void routes.push({ ...route }),
  )
  const { status, body } = await call('nobody', 'GET', '/openapi.json')
  const { openapi, info, paths } = body as Document
  assert.deepEqual([status, openapi, info.version], [200, '3.1.0', '0.0.0'])
  const listed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const expected = nameRoutes(routes.filter((it) => !it.websocket))
    .filter((it) => it !== 'GET /openapi.json' && !/ \/v2(\/|$)/.test(it))
    .map((it) => it.replace(/:(\w+)/g, '{$1}'))
  assert.deepEqual(listed.sort(), expected.sort())
})

test('bodies and answers are described by the schemas that check them', async (t) => {
  const { call } = await createTestServer(t)
  const { paths } = (await call('nobody', 'GET', '/openapi.json')).body as Document
  const create = paths['/apps']?.['post']
  assert.match(JSON.stringify(create?.requestBody), /"name":\{"type":"string"\}/)
  assert.match(JSON.stringify(create?.responses['201']), /"web_url"/)
})
