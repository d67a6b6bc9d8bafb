import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { buildArguments, listImageJobs, localImage } from '../../../src/lib/container/image-jobs.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

async function folder(t: TestContext, ...paths: string[]): Promise<string> {
  const cwd = await tempDir(t)
  for (const path of paths) {
    await mkdir(join(cwd, path, '..'), { recursive: true })
    await writeFile(join(cwd, path), '')
  }
  return cwd
}

test("a type's own Dockerfile, or else the Dockerfile", async (t) => {
  const cwd = await folder(t, 'Dockerfile', 'Dockerfile.worker')
  assert.deepEqual(await listImageJobs(cwd, { types: ['web', 'worker'], contextPath: '..' }), [
    { type: 'web', dockerfile: 'Dockerfile', context: '..' },
    { type: 'worker', dockerfile: 'Dockerfile.worker', context: '..' },
  ])
  const none = await folder(t)
  await assert.rejects(listImageJobs(none, { types: ['web'] }), { code: 'no_dockerfile' })
  await assert.rejects(listImageJobs(cwd, { types: [] }), { name: 'UsageError' })
})

test('recursively each Dockerfile of a type, or those that are named', async (t) => {
  const cwd = await folder(
    t,
    'Dockerfile',
    'Dockerfile.web',
    'jobs/Dockerfile.worker',
    'node_modules/a/Dockerfile.junk',
  )
  const worker = { type: 'worker', dockerfile: join('jobs', 'Dockerfile.worker'), context: 'jobs' }
  const web = { type: 'web', dockerfile: 'Dockerfile.web', context: '.' }
  assert.deepEqual(await listImageJobs(cwd, { types: [], recursive: true }), [web, worker])
  assert.deepEqual(await listImageJobs(cwd, { types: ['worker'], recursive: true }), [worker])
  await assert.rejects(listImageJobs(cwd, { types: ['clock'], recursive: true }), /no Dockerfile\.clock/)
  await assert.rejects(listImageJobs(await folder(t), { types: [], recursive: true }), {
    code: 'no_dockerfile',
  })
  const twice = await folder(t, 'a/Dockerfile.web', 'b/Dockerfile.web')
  await assert.rejects(listImageJobs(twice, { types: [], recursive: true }), { code: 'several_dockerfiles' })
})

test('what docker is told', () => {
  const job = { type: 'web', dockerfile: 'Dockerfile.web', context: '.' }
  const image = localImage('blog', 'web')
  assert.deepEqual(buildArguments(job, { image }), [
    'build',
    '--file',
    'Dockerfile.web',
    '--tag',
    'qp/blog:web',
    '.',
  ])
  assert.deepEqual(buildArguments(job, { image, args: 'A=1,B', isCacheless: true }).slice(5), [
    '--build-arg',
    'A=1',
    '--build-arg',
    'B',
    '--no-cache',
    '.',
  ])
})
