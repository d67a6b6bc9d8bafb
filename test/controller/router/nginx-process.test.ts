import assert from 'node:assert/strict'
import { appendFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { nginxFiles } from '../../../src/controller/router/nginx-files.ts'
import {
  findMaster,
  findNginx,
  reopenLogs,
  runNginx,
  stopNginx,
} from '../../../src/controller/router/nginx-process.ts'
import { exhaustOpenFiles } from '../../fixtures/open-files.ts'
import { eventually, makeDir, startRouter } from './served-apps.ts'

test('one that can not be started is told as one that fails', async (t) => {
  const files = nginxFiles(await makeDir(t))
  const giveBack = exhaustOpenFiles()
  const run = runNginx('nginx', files, ['-v'])
  giveBack()
  assert.match((await run).said, /EMFILE/)
})

test('processes are found by their directory, with the pid file or without', async (t) => {
  const served = await startRouter(t)
  const other = await startRouter(t)
  const files = nginxFiles(served.dir)
  const { master, workers } = await findNginx(files)
  assert.ok(master)
  assert.equal(await findMaster(files), master)
  const others = await findNginx(nginxFiles(other.dir))
  assert.equal(
    [others.master, ...others.workers].filter((pid) => pid === master || workers.includes(pid ?? 0)).length,
    0,
  )
  await served.router.detach()
  await rename(files.pid, `${files.pid}.away`)
  assert.equal(await findMaster(files), undefined)
  await stopNginx(served.dir)
  assert.equal((await findNginx(files)).master, undefined)
  assert.notEqual((await findNginx(nginxFiles(other.dir))).master, undefined)
})

test('one whose directory was removed under it is replaced, also by a router that begins there', async (t) => {
  const served = await startRouter(t)
  const files = nginxFiles(served.dir)
  const { master } = await findNginx(files)
  await rm(served.dir, { recursive: true })
  await eventually(async () => ![undefined, master].includes(await findMaster(files)), 'another nginx')
  await served.router.detach()
  const second = await findMaster(files)
  await rm(served.dir, { recursive: true })
  await served.again().start([])
  assert.equal([undefined, second].includes(await findMaster(files)), false)
  await rm(served.dir, { recursive: true })
  await stopNginx(served.dir)
  assert.deepEqual(await findNginx(files), { master: undefined, workers: [] })
})

test('a signal to all that the controller runs in its terminal is none to nginx', async (t) => {
  const dir = await makeDir(t)
  const files = nginxFiles(dir)
  await mkdir(files.runDir, { recursive: true })
  const program = join(dir, 'told-by-its-group')
  // The fifth field is the process group: proc(5).
  await writeFile(program, '#!/bin/sh\nset -- $$ $(cat /proc/$$/stat)\necho "$1 $6" >&2\n', { mode: 0o755 })
  const { ok, said } = await runNginx(program, files, [])
  const [pid, group] = said.split(' ')
  assert.deepEqual([ok, pid], [true, group])
})

test('after a rename all processes let go of the old log', async (t) => {
  const served = await startRouter(t)
  const files = nginxFiles(served.dir)
  await appendFile(files.errorLog, 'x'.repeat(1_100_000))
  const { ino } = await stat(files.accessLog)
  await rename(files.accessLog, `${files.accessLog}.1`)
  assert.equal(await reopenLogs(files, ino), true)
  assert.notEqual((await stat(files.accessLog)).ino, ino)
  await eventually(
    async () => ((await stat(files.errorLog).catch(() => null))?.size ?? 1) === 0,
    'errors put away',
  )
})

test('where nothing was ever started there is nothing to stop', async (t) => {
  await stopNginx(await makeDir(t))
})

test('what nginx says is handed on', async (t) => {
  const served = await startRouter(t)
  const { ok, said } = await runNginx('nginx', nginxFiles(served.dir), ['-t', '-c', 'none.conf'])
  assert.equal(ok, false)
  assert.match(said, /none\.conf.*No such file/)
})
