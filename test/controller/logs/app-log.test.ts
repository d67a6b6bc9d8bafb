import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { AppLog } from '../../../src/controller/logs/app-log.ts'
import { collect, lineOf, makeLogDir, take, textsOf } from './lines.ts'

const size = { fileBytes: 1000, lines: 100, bytes: 1_000_000 }
const forever = new AbortController().signal

test('reading and following from one moment join without a gap and without a double', async (t) => {
  const log = new AppLog(join(await makeLogDir(t), 'app'), size)
  let written = 0
  const writer = setInterval(() => {
    for (let i = 0; i < 7; i++) log.append(lineOf(String(++written)))
  }, 0)
  try {
    for (let round = 0; round < 30; round++) {
      const news = log.follow({}, forever)
      const old = await log.read(20, {})
      const joined = textsOf([...old, ...(await take(news, 20))]).map(Number)
      const first = joined[0] ?? 1
      const expected = joined.map((_, index) => first + index)
      assert.deepEqual(joined, expected)
    }
  } finally {
    clearInterval(writer)
    await log.close()
  }
})

test('what is read is what was appended before, the newest of it, oldest first', async (t) => {
  const log = new AppLog(join(await makeLogDir(t), 'app'), size)
  assert.deepEqual(await log.read(10, {}), [])
  for (const text of ['a', 'b', 'c']) log.append(lineOf(text))
  log.append(lineOf('router says', { source: 'qp', dyno: 'router' }))
  const reading = log.read(3, { source: 'app' })
  log.append(lineOf('d'))
  assert.deepEqual(textsOf(await reading), ['a', 'b', 'c'])
  assert.deepEqual(textsOf(await log.read(2, {})), ['router says', 'd'])
  assert.deepEqual(textsOf(await log.read(0, {})), [])
})

test('a reader is let go by its signal, by the end of the log, and by its removal', async (t) => {
  const log = new AppLog(join(await makeLogDir(t), 'app'), size)
  const gone = new AbortController()
  const [left, closed] = [log.follow({}, gone.signal), log.follow({}, forever)]
  const all = [collect(left), collect(closed)]
  gone.abort()
  assert.deepEqual(await all[0], [])
  log.append(lineOf('last'))
  await log.close()
  assert.deepEqual(textsOf((await all[1]) ?? []), ['last'])
  const removed = collect(log.follow({}, forever))
  await log.remove()
  assert.deepEqual(await removed, [])
  assert.deepEqual(await collect(log.follow({}, AbortSignal.abort())), [])
})

test('lines that the disk does not take are counted, and told when it does again', async (t) => {
  const dir = await makeLogDir(t)
  // A file in the place of the directory: even root can't write into it.
  await writeFile(join(dir, 'app'), '')
  const log = new AppLog(join(dir, 'app'), size)
  log.append(lineOf('lost'))
  log.append(lineOf('lost too'))
  await log.flush()
  await rm(join(dir, 'app'))
  log.append(lineOf('kept'))
  const [note, kept] = textsOf(await log.read(10, {}))
  assert.match(note ?? '', /: 2 messages dropped since /)
  assert.equal(kept, 'kept')
})

test('lines that wait for a slow disk are bounded', async (t) => {
  const log = new AppLog(join(await makeLogDir(t), 'app'), { ...size, bytes: 50_000_000, lines: 100_000 })
  const text = 'x'.repeat(9000)
  for (let i = 0; i < 1000; i++) log.append(lineOf(text))
  await log.flush()
  log.append(lineOf('after'))
  const lines = textsOf(await log.read(2000, {}))
  const dropped = Number(/: (\d+) messages dropped/.exec(lines.at(-2) ?? '')?.[1])
  assert.equal(lines.length - 2 + dropped, 1000)
  assert.ok(dropped > 0)
})
