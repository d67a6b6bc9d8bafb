import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { claimRefresh, readValues, valuesPath, writeValues } from '../../../src/lib/completion/value-cache.ts'

const now = new Date('2026-11-22T10:00:00Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)

async function file(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'qp-values-'))
  t.after(() => rm(folder, { recursive: true }))
  return valuesPath(folder, 'http://127.0.0.1:5000', 'blog')
}

test('every controller has a folder, every app a file', () => {
  const path = valuesPath('/cache', 'https://qp.example.com', 'blog')
  assert.equal(basename(path), 'app-blog.json')
  assert.equal(basename(dirname(path)), 'https%3A%2F%2Fqp.example.com')
  assert.equal(basename(valuesPath('/cache', 'https://qp.example.com', undefined)), 'controller.json')
  assert.equal(dirname(dirname(valuesPath('/cache', 'https://x', '../../etc'))), '/cache')
})

test('what was written is read, by its user alone', async (t) => {
  const path = await file(t)
  await writeValues(path, { dyno: ['web.1'] })
  await utimes(path, before(10), before(10))
  assert.deepEqual(await readValues(path, now), {
    values: { dyno: ['web.1'] },
    ageMs: 10_000,
    isStale: false,
  })
  assert.equal((await stat(path)).mode & 0o777, 0o600)
})

test('after a minute it is to be asked for again, after a week it is gone', async (t) => {
  const path = await file(t)
  await writeValues(path, { dyno: ['web.1'] })
  await utimes(path, before(61), before(61))
  assert.equal((await readValues(path, now))?.isStale, true)
  await utimes(path, before(8 * 24 * 60 * 60), before(8 * 24 * 60 * 60))
  assert.equal(await readValues(path, now), undefined)
})

test('what is missing or damaged is nothing', async (t) => {
  const path = await file(t)
  assert.equal(await readValues(path, now), undefined)
  await writeValues(path, {})
  await writeFile(path, '{')
  assert.equal(await readValues(path, now), undefined)
})

test('only the first within some seconds asks', async (t) => {
  const path = await file(t)
  assert.equal(await claimRefresh(path, now), true)
  assert.equal(await claimRefresh(path, new Date(now.getTime() + 5000)), false)
  assert.equal(await claimRefresh(path, new Date(now.getTime() + 16_000)), true)
})
