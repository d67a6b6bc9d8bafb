import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { extract } from 'tar-stream'
import { packRoot } from '../../../src/controller/stack/pack-root.ts'

test('everything but what the engine puts there itself', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'qp-root-'))
  t.after(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'proc', '1'), { recursive: true })
  await mkdir(join(root, 'etc', 'dev'), { recursive: true })
  await writeFile(join(root, 'etc', 'dev', 'file'), 'content')
  await symlink('etc', join(root, 'link'))

  const archive = extract()
  packRoot(root, new AbortController().signal).pipe(archive)
  const names = []
  for await (const entry of archive) {
    names.push(`${entry.header.type} ${entry.header.name}`)
    entry.resume()
  }
  assert.deepEqual(names.sort(), [
    'directory ./',
    'directory ./etc/',
    'directory ./etc/dev/',
    'directory ./proc/',
    'file ./etc/dev/file',
    'symlink ./link',
  ])
})

test('what tar cannot read is no whole tar', async () => {
  const { signal } = new AbortController()
  await assert.rejects(buffer(packRoot('/nowhere', signal)), { id: 'build_failed' })
})
