import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify, { type RouteHandlerMethod } from 'fastify'
import { answerErrors } from '../../../src/controller/http/errors.ts'
import { paginate, paginateNumbered } from '../../../src/controller/http/ranges.ts'

const releases = [3, 1, 10, 2, 4].map((version) => ({ version, name: `n${version}` }))

function ask(range: string | undefined, key: 'version' | 'name' = 'version', items = releases) {
  return answerOf(range, (request, reply) => paginate(request, reply, items, key))
}

/** As a store reads them: sorted, from one on, and no more than was asked for. */
function askNumbered(range: string | undefined) {
  return answerOf(range, (request, reply) =>
    paginateNumbered(request, reply, 'version', async ({ from = null, order, most }) => {
      const sign = order === 'asc' ? 1 : -1
      const sorted = releases.toSorted((a, b) => (a.version - b.version) * sign)
      return sorted.filter((it) => from === null || (it.version - from) * sign >= 0).slice(0, most)
    }),
  )
}

async function answerOf(range: string | undefined, answer: RouteHandlerMethod) {
  const server = fastify()
  answerErrors(server)
  server.get('/', answer)
  const response = await server.inject({ url: '/', headers: range === undefined ? {} : { range } })
  const body = response.json<typeof releases>()
  return {
    status: response.statusCode,
    versions: Array.isArray(body) ? body.map((it) => it.version) : body,
    next: response.headers['next-range'],
    key: response.headers['accept-ranges'],
  }
}

const cases = [
  { range: undefined, status: 200, versions: [1, 2, 3, 4, 10] },
  { range: '', status: 200, versions: [1, 2, 3, 4, 10] },
  { range: 'version ..; order=desc', status: 200, versions: [10, 4, 3, 2, 1] },
  { range: 'version ..; max=2', status: 206, versions: [1, 2], next: 'version 3..; max=2, order=asc' },
  { range: 'version ..; max=15, order=desc', status: 200, versions: [10, 4, 3, 2, 1] },
  {
    range: 'version ..; order=desc,max=1',
    status: 206,
    versions: [10],
    next: 'version 4..; max=1, order=desc',
  },
  {
    range: 'version 3..; max=2, order=asc',
    status: 206,
    versions: [3, 4],
    next: 'version 10..; max=2, order=asc',
  },
  { range: 'version 10..; max=2, order=asc', status: 200, versions: [10] },
  { range: 'version 2..; max=2, order=desc', status: 200, versions: [2, 1] },
  { range: 'id ..; max=1000;', status: 200, versions: [1, 2, 3, 4, 10] },
]
for (const { range, status, versions, next } of cases) {
  test(`Range: ${range}`, async () => {
    assert.deepEqual(await ask(range), { status, versions, next, key: 'version' })
    assert.deepEqual(await askNumbered(range), { status, versions, next, key: 'version' })
  })
}

test('from what is no number on there is nothing that is numbered', async () => {
  assert.deepEqual((await askNumbered('version x..')).versions, [])
})

test('texts are sorted as texts, and may hold dots', async () => {
  assert.deepEqual((await ask(undefined, 'name')).versions, [1, 10, 2, 3, 4])
  const dotted = ['2026-08-01T10:00:00.000Z', '2026-08-01T10:00:00.001Z', '2026-08-01T10:00:00.002Z']
  const items = dotted.map((name, version) => ({ name, version }))
  const first = await ask('name ..; max=1', 'name', items)
  assert.deepEqual([first.versions, first.next], [[0], `name ${dotted[1]}..; max=1, order=asc`])
  assert.deepEqual((await ask(String(first.next), 'name', items)).versions, [1])
})

test('following Next-Range gives every item once', async () => {
  const seen: unknown[] = []
  let range: string | undefined = 'version ..; max=2, order=desc'
  while (range !== undefined) {
    const page = await ask(range)
    seen.push(...page.versions)
    range = page.next === undefined ? undefined : String(page.next)
  }
  assert.deepEqual(seen, [10, 4, 3, 2, 1])
})

test('without a word 200 are a page, and never more than 1000', async () => {
  const many = Array.from({ length: 1200 }, (_, version) => ({ version, name: '' }))
  assert.equal((await ask(undefined, 'version', many)).versions.length, 200)
  assert.equal((await ask('version ..; max=5000', 'version', many)).versions.length, 1000)
})

test('a page of none is refused', async () => {
  const { status, versions } = await ask('version ..; max=0')
  assert.deepEqual(
    [status, versions],
    [422, { id: 'invalid_params', message: 'Invalid Range: version ..; max=0. max must be at least 1.' }],
  )
})
