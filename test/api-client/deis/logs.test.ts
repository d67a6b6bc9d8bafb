import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logsApi } from '../../../src/api-client/deis/logs.ts'
import type { LogSessionCreate } from '../../../src/api-types/log-session.ts'
import { type Exchange, stubbedDeis, stubbedDeisHttp, stubDeis } from '../../fixtures/deis-requests.ts'

const line = (source: string, text: string) => `2026-11-22T21:48:30+00:00 ${source}: ${text}`
const look = (count: number, ...lines: string[]): Exchange => ({
  method: 'GET',
  path: `/apps/demo/logs?log_lines=${count}`,
  answer: lines.map((it) => `${it}\n`).join(''),
})
const web = (text: string) => line('demo[web.v4.k5twh]', text)
const platform = line('deis[controller]', 'INFO jim scaled pods web=2')

async function readTexts(options: LogSessionCreate): Promise<string[]> {
  const lines = await collect(stubbedDeis().logs.read('demo', options))
  return lines.map((it) => it.replace(/^\S+ /, ''))
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

test('the last lines are read', async (t) => {
  stubDeis(t, [look(100, web('one'), platform)])
  assert.deepEqual(await readTexts({}), [
    'app[web.v4.k5twh]: one',
    'qp[controller]: INFO jim scaled pods web=2',
  ])
})

test('of an app without any there are none', async (t) => {
  stubDeis(t, [{ ...look(5), status: 204 }])
  assert.deepEqual(await readTexts({ lines: 5 }), [])
})

test('what is chosen is chosen here, among all that Deis shows', async (t) => {
  stubDeis(t, [look(1500, web('one'), web('two'), platform)])
  assert.deepEqual(await readTexts({ lines: 1, dyno: 'web' }), ['app[web.v4.k5twh]: two'])
})

test('of a controller that shows nothing of a router, that is said', async (t) => {
  const warnings: string[] = []
  const router = line('deis[router]', 'at=info method=GET')
  stubDeis(t, [look(1500, web('one')), look(1500, web('one'), router)])
  const logs = logsApi(stubbedDeisHttp('v2', warnings))
  assert.deepEqual(await collect(logs.read('demo', { source: 'router' })), [])
  assert.match(warnings.join(), /^No router wrote anything of what http:\/\/deis\.example\.test shows/)
  const [shown, ...others] = await collect(logs.read('demo', { source: 'router' }))
  assert.match(shown ?? '', / qp\[router\]: at=info method=GET$/)
  assert.deepEqual([others.length, warnings.length], [0, 1])
})

test('a source that is none is refused before anything is asked', async (t) => {
  stubDeis(t, [])
  await assert.rejects(readTexts({ source: 'web' }), { code: 'invalid_params', message: /: web\./ })
})

test('a tail gives each line once, and says where some may be missing', async (t) => {
  const warnings: string[] = []
  stubDeis(t, [
    look(1500, web('one'), web('two')),
    look(1500, web('two'), platform, web('three')),
    look(1500, web('nine')),
    look(1500, web('nine'), web('ten')),
  ])
  const ended = new AbortController()
  const logs = logsApi(stubbedDeisHttp('v2', warnings), { intervalMs: 1 })
  const seen: string[] = []
  for await (const it of logs.read('demo', { lines: 1, tail: true, source: 'app' }, ended.signal)) {
    seen.push(it.split(': ').at(-1) ?? '')
    if (seen.at(-1) === 'ten') ended.abort()
  }
  assert.deepEqual(seen, ['two', 'three', 'nine', 'ten'])
  assert.equal(warnings.length, 1)
})

test('a tail without lines before begins with what is new', async (t) => {
  stubDeis(t, [look(1500, web('one')), look(1500, web('one'), web('two'))])
  const logs = logsApi(stubbedDeisHttp(), { intervalMs: 1 })
  for await (const it of logs.read('demo', { lines: 0, tail: true })) {
    assert.match(it, /: two$/)
    break
  }
})

test('a tail that is ended before it begins asks once', async (t) => {
  stubDeis(t, [look(1500, web('one'))])
  const lines = logsApi(stubbedDeisHttp()).read('demo', { tail: true }, AbortSignal.abort())
  assert.equal((await collect(lines)).length, 1)
})

test('500 is an error', async (t) => {
  stubDeis(t, [{ ...look(100), status: 500, answer: 'Error accessing logs for demo' }])
  await assert.rejects(readTexts({}), { status: 500, message: /Error accessing logs for demo/ })
})
