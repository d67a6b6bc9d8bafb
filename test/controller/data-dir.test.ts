import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
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
  using claimed = await claimDataDir(relative(process.cwd(), dir))
  assert.equal(claimed.path, dir)
  assert.equal(await modeOf(dir), 0o700)
})

test('one that others could read is closed to them, and keeps what is in it', async (t) => {
  const dir = join(await createParent(t), 'data')
  await mkdir(dir)
  await chmod(dir, 0o755)
  await writeFile(join(dir, 'kept'), '')
  using _ = await claimDataDir(dir)
  assert.equal(await modeOf(dir), 0o700)
  await stat(join(dir, 'kept'))
})

test('one in which a controller works is refused; one that a controller left is not', async (t) => {
  const dir = await createParent(t)
  const claims = await Promise.allSettled([claimDataDir(dir), claimDataDir(dir)])
  assert.deepEqual(claims.map((it) => it.status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(claimDataDir(dir), {
    id: 'conflict',
    message: `Another qp server works in ${dir}. Stop it first, or choose another --data-dir.`,
  })
  for (const it of claims) if (it.status === 'fulfilled') it.value[Symbol.dispose]()
  using _ = await claimDataDir(dir)
})

test('one that another program holds is refused until that is killed', async (t) => {
  const dir = await createParent(t)
  const program = `import { claimDataDir } from ${JSON.stringify(import.meta.resolve('../../src/controller/data-dir.ts'))}
    await claimDataDir(process.argv[1]); console.log('claimed'); setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['--input-type=module', '-e', program, dir])
  t.after(() => other.kill('SIGKILL'))
  await once(other.stdout, 'data')
  await assert.rejects(claimDataDir(dir), { id: 'conflict' })
  other.kill('SIGKILL')
  await once(other, 'close')
  using _ = await claimDataDir(dir)
})

test('one that is no folder that can be used is refused with its path and the reason', async (t) => {
  const dir = join(await createParent(t), 'file')
  await writeFile(dir, '')
  await assert.rejects(claimDataDir(join(dir, 'data')), {
    id: 'storage_unavailable',
    message: /file\/data, where all state is to be kept, can't be used: ENOTDIR.*Choose another --data-dir/,
  })
})

test('the admin token is a line that only its owner may read', async (t) => {
  const dir = await createParent(t)
  const path = await writeAdminToken(dir, 'qp-secret')
  assert.equal(path, join(dir, 'admin-token'))
  assert.equal(await readFile(path, 'utf8'), 'qp-secret\n')
  assert.equal(await modeOf(path), 0o600)
})
