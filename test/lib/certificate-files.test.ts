import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCertificateArguments, readCertificateFiles } from '../../src/lib/certificate-files.ts'
import { folderWithCertificate, sentCertificate } from '../fixtures/certificate-files.ts'
import { surroundingsOf } from '../fixtures/run-command.ts'

test("heroku's and deis's form are told apart by their number", () => {
  assert.deepEqual(parseCertificateArguments(['a', 'b']), { name: undefined, crt: 'a', key: 'b' })
  assert.deepEqual(parseCertificateArguments(['n', 'a', 'b']), { name: 'n', crt: 'a', key: 'b' })
  for (const words of [[], ['a'], ['a', 'b', 'c', 'd']])
    assert.throws(() => parseCertificateArguments(words), { name: 'UsageError' })
})

test('the files are read where qp was started, and named where they are not there', async () => {
  const folder = await folderWithCertificate()
  const surroundings = surroundingsOf(folder.surroundings ?? {})
  const files = { name: undefined, crt: 'www.crt', key: 'www.key' }
  assert.deepEqual(await readCertificateFiles(surroundings, files), sentCertificate)
  await assert.rejects(readCertificateFiles(surroundings, { ...files, key: 'none' }), {
    message: "none can't be read: there is no such file.",
    code: 'unreadable_file',
  })
})
