import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { takeLock } from '../../src/lib/file-lock.ts'
import { repository } from '../fixtures/built-package.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

test('a lock is held until it is given back, and leaves nothing', async (t) => {
  const folder = await tempDir(t)
  const lock = join(folder, 'lock')
  const unlock = await takeLock(lock)
  const impatient = { patience: 50, pause: 1 }
  await assert.rejects(takeLock(lock, impatient), {
    code: 'file_locked',
    message: `another qp holds ${lock}.`,
    hint: `If no other qp runs, remove ${lock}.`,
  })
  await unlock()
  await (await takeLock(lock, impatient))()
  assert.deepEqual(await readdir(folder), [])
})

test('that of a process that was killed is taken, and who held it for too long takes none away', async (t) => {
  const folder = await tempDir(t)
  const lock = join(folder, 'lock')
  const unlockLate = await takeLock(lock)
  await makeStale(lock)
  const unlock = await takeLock(lock)
  await unlockLate()
  await assert.rejects(takeLock(lock, { patience: 50, pause: 1 }), { code: 'file_locked' })
  await unlock()
  assert.deepEqual(await readdir(folder), [])
})

test('an empty folder is nobody’s lock, and a file is no lock that could be taken', async (t) => {
  const folder = await tempDir(t)
  await mkdir(join(folder, 'left'))
  await (await takeLock(join(folder, 'left')))()
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(takeLock(join(folder, 'file'), { patience: 50, pause: 1 }), { code: 'file_locked' })
  assert.deepEqual(await readdir(folder), ['file'])
})

test('of many processes that find one stale lock, each has its turn alone', {
  timeout: 120_000,
}, async (t) => {
  const path = join(await tempDir(t), 'counted')
  const writers = await startWriters(t, 4, path)
  const rounds = 25
  for (let round = 1; round <= rounds; round += 1) {
    await takeLock(`${path}.lock`)
    await makeStale(`${path}.lock`)
    const done = writers.map((it) => once(it, 'message'))
    for (const it of writers) it.send('write')
    await Promise.all(done)
    assert.equal((await readFile(path, 'utf8')).length, round * writers.length, `round ${round}`)
  }
})

/** As it would be had its process been killed long ago. */
async function makeStale(lock: string): Promise<void> {
  const [mark = ''] = await readdir(lock)
  await utimes(join(lock, mark), 0, 0)
}

/** Processes that each add one letter to a file when they are told to, and say so; between reading and writing it they give others time. */
async function startWriters(t: TestContext, count: number, path: string): Promise<ChildProcess[]> {
  const script = join(await tempDir(t), 'writer.mjs')
  const source = join(repository, 'src/lib/private-file.ts')
  await writeFile(
    script,
    `import { changePrivately } from ${JSON.stringify(source)}
    const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    const add = (text = '') => (pause(), text + 'x')
    process.on('message', async () => {
      await changePrivately(process.argv[2], add, { pause: 1 })
      process.send('written')
    })
    process.send('ready')`,
  )
  const writers = Array.from({ length: count }, () => fork(script, [path]))
  t.after(() => writers.forEach((it) => void it.kill()))
  await Promise.all(writers.map((it) => once(it, 'message')))
  return writers
}
