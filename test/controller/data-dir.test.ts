import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type TestContext, test } from 'node:test'
import { claimDataDir, writeAdminToken } from '../../src/controller/data-dir.ts'

async function createParent(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'qp-data-test-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

test('a data dir is made with all above it, for its owner alone', async (t) => {
  const dir = join(await createParent(t), 'a', 'b')
  assert.equal(await claimDataDir(relative(process.cwd(), dir)), dir)
  assert.equal(await modeOf(dir), 0o700)
})

test('one that others could read is closed to them, and keeps what is in it', async (t) => {
  const dir = join(await createParent(t), 'data')
  await mkdir(dir)
  await chmod(dir, 0o755)
  await writeFile(join(dir, 'kept'), '')
  await claimDataDir(dir)
  assert.equal(await modeOf(dir), 0o700)
  await stat(join(dir, 'kept'))
})

test('one in which a controller works is refused; one that a controller left is not', async (t) => {
  const dir = await createParent(t)
  const server = createServer().listen(join(dir, 'push.sock'))
  await once(server, 'listening')
  await assert.rejects(claimDataDir(dir), {
    id: 'conflict',
    message: `Another qp server works in ${dir}. Stop it first, or choose another --data-dir.`,
  })
  server.close()
  await once(server, 'close')
  await writeFile(join(dir, 'push.sock'), '')
  assert.equal(await claimDataDir(dir), dir)
})

test('the admin token is a line that only its owner may read', async (t) => {
  const dir = await createParent(t)
  const path = await writeAdminToken(dir, 'qp-secret')
  assert.equal(path, join(dir, 'admin-token'))
  assert.equal(await readFile(path, 'utf8'), 'qp-secret\n')
  assert.equal(await modeOf(path), 0o600)
})
