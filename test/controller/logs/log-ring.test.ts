import assert from 'node:assert/strict'
import { appendFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { LogRing } from '../../../src/controller/logs/log-ring.ts'
import { collect, makeLogDir } from './lines.ts'

const size = { fileBytes: 100, lines: 25, bytes: 10_000 }

test('it keeps the newest lines over a restart, and not for ever', async (t) => {
  const dir = join(await makeLogDir(t), 'app')
  for (let i = 0; i < 300; i++) {
    // A new object each time is what a restart is.
    const ring = new LogRing(dir, size)
    await ring.append(`line ${String(i).padStart(4, '0')}\n`, 1)
  }
  const kept = await collect(new LogRing(dir, size).readBackwards())
  const newest = Array.from({ length: kept.length }, (_, i) => `line ${String(299 - i).padStart(4, '0')}`)
  assert.deepEqual(kept, newest)
  assert.ok(kept.length >= 25 && kept.length <= 45, `${kept.length} lines`)
})

test('bytes bound it where lines are long', async (t) => {
  const dir = join(await makeLogDir(t), 'app')
  const ring = new LogRing(dir, size)
  for (let i = 0; i < 40; i++) await ring.append(`${'x'.repeat(999)}\n`, 1)
  const sizes = await Promise.all(
    (await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size),
  )
  assert.ok(sizes.reduce((sum, it) => sum + it, 0) <= size.bytes)
})

test('only its owner can read it', async (t) => {
  const dir = join(await makeLogDir(t), 'app')
  await new LogRing(dir, size).append('secret\n', 1)
  assert.equal((await stat(dir)).mode & 0o777, 0o700)
  assert.equal((await stat(join(dir, '00000001.log'))).mode & 0o777, 0o600)
})

test('a line that a crash tore does not swallow the next', async (t) => {
  const dir = join(await makeLogDir(t), 'app')
  await new LogRing(dir, size).append('whole\n', 1)
  await appendFile(join(dir, '00000001.log'), 'to')
  const ring = new LogRing(dir, size)
  await ring.append('next\n', 1)
  assert.deepEqual(await collect(ring.readBackwards()), ['next', 'to', 'whole'])
})

test('removed, it begins anew', async (t) => {
  const dir = join(await makeLogDir(t), 'app')
  const ring = new LogRing(dir, size)
  await ring.append('old\n', 1)
  await ring.remove()
  await ring.append('new\n', 1)
  assert.deepEqual(await collect(ring.readBackwards()), ['new'])
})
