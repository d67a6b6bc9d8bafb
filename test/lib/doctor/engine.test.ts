import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkEngine, type EngineOptions } from '../../../src/lib/doctor/engine.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

const answer = (api: string) => JSON.stringify({ Version: '20.10.1', ApiVersion: api })

test('the engine of this machine passes, with its version', async () => {
  const { status, detail } = await look({ env: {}, isControllerHere: true })
  assert.equal(status, 'passed', detail)
  assert.match(detail, /^Docker Engine \d\S+, API 1\.\d+, at unix:\/\/\/var\/run\/docker\.sock$/)
})

test('it is skipped where nobody needs one', async (t) => {
  const { folder } = await tempPlace(t)
  assert.equal((await look({ env: {}, isControllerHere: false })).status, 'skipped')
  const socketPath = join(folder, 'none.sock')
  assert.match((await look({ env: {}, isControllerHere: true, socketPath })).detail, /none\.sock/)
  const ssh = await look({ env: { DOCKER_HOST: 'ssh://node-1' }, isControllerHere: false })
  assert.deepEqual([ssh.status, ssh.hint], ['skipped', '`docker version` tries it.'])
})

test('DOCKER_HOST is looked at wherever the controller is, and an old engine fails', async (t) => {
  const versions = ['1.41', '1.52', '1.40', '2.0']
  const found = versions.map(async (api) => {
    const { url } = await localServer(t, (request, response) => {
      response.end(request.url === '/version' ? answer(api) : '')
    })
    return (await look({ env: { DOCKER_HOST: url.replace('http', 'tcp') }, isControllerHere: false })).status
  })
  assert.deepEqual(await Promise.all(found), ['passed', 'passed', 'failed', 'passed'])
})

test('TLS with certificates by DOCKER_CERT_PATH', async (t) => {
  const { folder } = await tempPlace(t)
  const authority = testAuthority(t)
  const certificate = authority.issue(['127.0.0.1'])
  const { port } = await tlsServer(t, certificate, (_, response) => void response.end(answer('1.41')))
  await copyFile(authority.caFile, join(folder, 'ca.pem'))
  await copyFile(certificate.certFile, join(folder, 'cert.pem'))
  await copyFile(certificate.keyFile, join(folder, 'key.pem'))
  const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder }
  const { status, detail } = await look({ env, isControllerHere: false })
  assert.equal(status, 'passed', detail)
})

test('an engine that is not there fails, with what to do', async (t) => {
  const { folder } = await tempPlace(t)
  for (const DOCKER_HOST of ['tcp://127.0.0.1:1', `unix://${folder}/none`]) {
    await assert.rejects(look({ env: { DOCKER_HOST }, isControllerHere: false }), {
      name: 'UserError',
      message: /the Docker Engine at .* can't be reached/,
      hint: /docker version/,
    })
  }
  await assert.rejects(look({ env: { DOCKER_HOST: 'nonsense' }, isControllerHere: false }), {
    name: 'UserError',
  })
})

function look(options: Omit<EngineOptions, 'signal'>) {
  return checkEngine({ ...options, signal: AbortSignal.timeout(60_000) })
}
