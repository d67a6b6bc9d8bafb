import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readHostCertificates } from '../../../src/controller/stack/host-certificates.ts'

test('certificates of the folder and the folders in it, each once, in one text', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qp-ca-'))
  t.after(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'corp'))
  await writeFile(join(folder, 'proxy.crt'), 'PROXY')
  await writeFile(join(folder, 'corp', 'root.crt'), 'ROOT\n\n')
  await writeFile(join(folder, 'README'), 'not this')

  assert.deepEqual(await readHostCertificates(folder), {
    files: [
      { name: 'corp-root.crt', path: join(folder, 'corp', 'root.crt') },
      { name: 'proxy.crt', path: join(folder, 'proxy.crt') },
    ],
    pem: 'ROOT\nPROXY\n',
  })
})

test('a machine without any', async () => {
  assert.deepEqual(await readHostCertificates('/nowhere'), { files: [], pem: '' })
})
