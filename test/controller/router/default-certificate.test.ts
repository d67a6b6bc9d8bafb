import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { provideDefaultCertificate } from '../../../src/controller/router/default-certificate.ts'
import { nginxFiles } from '../../../src/controller/router/nginx-files.ts'
import { makeDir } from './served-apps.ts'

test('it is made once, for nobody else to read, and made again when a file is missing', async (t) => {
  const files = nginxFiles(join(await makeDir(t), 'router'))
  await mkdir(files.dir)
  await provideDefaultCertificate(files)
  const first = await readFile(files.defaultCertificate, 'utf8')
  assert.equal(new X509Certificate(first).subject, 'CN=no-certificate-for-this-name.invalid')
  for (const path of [files.defaultCertificate, files.defaultKey])
    assert.equal((await stat(path)).mode & 0o777, 0o600)
  await provideDefaultCertificate(files)
  assert.equal(await readFile(files.defaultCertificate, 'utf8'), first)
  await rm(files.defaultKey)
  await provideDefaultCertificate(files)
  assert.notEqual(await readFile(files.defaultCertificate, 'utf8'), first)
})
