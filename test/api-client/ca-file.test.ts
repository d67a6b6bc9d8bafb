import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCaFile } from '../../src/api-client/ca-file.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { tempPlace } from '../fixtures/run-command.ts'

test('readCaFile reads a file of certificates, of which there may be several', async (t) => {
  const { caFile, selfSigned } = testAuthority(t)
  assert.equal(await readCaFile(caFile), await readFile(caFile, 'utf8'))
  const both = (await readFile(caFile, 'utf8')) + selfSigned('qp.test').pem.cert
  await writeFile(caFile, both)
  assert.equal(await readCaFile(caFile), both)
})

test('readCaFile names a file that is not there, or no certificate, and shows none of it', async (t) => {
  const { folder } = await tempPlace(t)
  const path = join(folder, 'ca.pem')
  await assert.rejects(readCaFile(path), { code: 'bad_ca_file', message: `${path} can't be read.` })
  await assert.rejects(readCaFile(folder), { code: 'bad_ca_file', message: `${folder} can't be read.` })
  await writeFile(path, 'very private')
  await assert.rejects(readCaFile(path), (error: unknown) => {
    assert.match(String(error), /ca\.pem holds no certificate/)
    assert.doesNotMatch(String(error), /very private/)
    return true
  })
})
