import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findTls, readTls } from '../../../../src/controller/engine/docker/endpoint-tls.ts'

async function makeFolder(t: TestContext, names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qp-tls-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const name of names) await writeFile(join(folder, `${name}.pem`), name)
  return folder
}

const nobody = '/nowhere'

test('without anything that asks for it there is no TLS', async () => {
  assert.equal(await findTls(false, { env: {}, home: nobody }), null)
})

test('where the address alone asks, the authorities of the system are trusted', async () => {
  const tls = { ca: null, cert: null, key: null, verify: true, folder: null }
  assert.deepEqual(await findTls(true, { env: {}, home: nobody }), tls)
})

test('the certificates are those of DOCKER_CERT_PATH, or else in the folder of settings', async (t) => {
  const named = await makeFolder(t, ['ca', 'cert', 'key'])
  const config = await makeFolder(t, ['ca'])
  const all = { ca: 'ca', cert: 'cert', key: 'key', verify: true, folder: named }
  assert.deepEqual(await findTls(false, { env: { DOCKER_CERT_PATH: named }, home: nobody }), all)
  const own = { ca: 'ca', cert: null, key: null, verify: true, folder: config }
  const env = { DOCKER_CONFIG: config }
  assert.deepEqual(await findTls(false, { env: { ...env, DOCKER_TLS_VERIFY: '1' }, home: nobody }), own)
  assert.deepEqual(await findTls(false, { env: { ...env, DOCKER_TLS: '1' }, home: nobody }), own)
  assert.deepEqual(await findTls(true, { env, home: nobody }), own)
  assert.equal(await findTls(false, { env, home: nobody }), null)
})

test('what asks for TLS without an authority is refused', async (t) => {
  const folder = await makeFolder(t, ['cert', 'key'])
  await assert.rejects(findTls(false, { env: { DOCKER_CERT_PATH: folder }, home: nobody }), {
    id: 'invalid_params',
    message: `DOCKER_CERT_PATH asks for TLS, but ${folder} has no ca.pem; put there ca.pem, and cert.pem with key.pem where the engine asks for a client certificate.`,
  })
  await assert.rejects(findTls(false, { env: { DOCKER_TLS_VERIFY: '1' }, home: nobody }), {
    id: 'invalid_params',
    message: /^DOCKER_TLS_VERIFY asks for TLS, but \/nowhere\/\.docker has no ca\.pem;/,
  })
})

test('half a client certificate is refused, and a file that can not be read named', async (t) => {
  const folder = await makeFolder(t, ['ca', 'cert'])
  await assert.rejects(readTls(folder, true), {
    id: 'invalid_params',
    message: `${folder} has cert.pem but no key.pem; a client certificate needs both.`,
  })
  await mkdir(join(folder, 'key.pem'))
  await assert.rejects(readTls(folder, true), {
    id: 'invalid_params',
    message: /^A certificate file can not be read: EISDIR/,
  })
})
