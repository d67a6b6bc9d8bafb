import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  dockerConfigDir,
  findCurrentContext,
  readContext,
} from '../../../../src/controller/engine/docker/docker-context.ts'

async function makeConfigDir(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qp-context-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

/** By docker's own program, which knows how it keeps them. */
function createContext(configDir: string, name: string, host: string): void {
  const args = ['--config', configDir, 'context', 'create', name, '--docker', host]
  execFileSync('docker', args, { stdio: 'pipe' })
}

test('the settings are where DOCKER_CONFIG says, or in the home folder', () => {
  assert.equal(dockerConfigDir({ env: {}, home: '/home/me' }), '/home/me/.docker')
  assert.equal(dockerConfigDir({ env: { DOCKER_CONFIG: '/etc/mine' }, home: '/home/me' }), '/etc/mine')
})

test('a context as docker writes it', async (t) => {
  const configDir = await makeConfigDir(t)
  createContext(configDir, 'node.eu', 'host=ssh://me@node')
  createContext(configDir, 'lax', 'host=tcp://10.0.0.5:2376,skip-tls-verify=true')
  const found = await readContext('node.eu', undefined, configDir)
  assert.equal(found.host, 'ssh://me@node')
  assert.equal(found.verify, true)
  assert.match(found.tlsDir, /\/contexts\/tls\/[0-9a-f]{64}\/docker$/)
  assert.equal((await readContext('lax', undefined, configDir)).verify, false)
})

test('what is not there is told with what is', async (t) => {
  const configDir = await makeConfigDir(t)
  createContext(configDir, 'prod', 'host=tcp://10.0.0.5:2375')
  createContext(configDir, 'eu', 'host=tcp://10.0.0.6:2375')
  await assert.rejects(readContext('pord', 'DOCKER_CONTEXT', configDir), {
    id: 'not_found',
    message:
      "There is no docker context pord, which DOCKER_CONTEXT names; there are default, eu, prod, and an engine's address begins with unix://, tcp://, https:// or ssh://.",
  })
  await assert.rejects(readContext('pord', undefined, '/nowhere'), {
    message: /^There is no docker context pord; there are default, and/,
  })
})

test('the current one is that of DOCKER_CONTEXT, or else of config.json', async (t) => {
  const configDir = await makeConfigDir(t)
  const env = { DOCKER_CONFIG: configDir }
  assert.equal(await findCurrentContext({ env, home: '/nowhere' }), undefined)
  const path = join(configDir, 'config.json')
  await writeFile(path, '{"auths": {}}')
  assert.equal(await findCurrentContext({ env, home: '/nowhere' }), undefined)
  await writeFile(path, '{"currentContext": "prod"}')
  assert.deepEqual(await findCurrentContext({ env, home: '/nowhere' }), { name: 'prod', namedBy: path })
  assert.deepEqual(await findCurrentContext({ env: { ...env, DOCKER_CONTEXT: 'eu' }, home: '/nowhere' }), {
    name: 'eu',
    namedBy: 'DOCKER_CONTEXT',
  })
})

test('settings that are none are named', async (t) => {
  const configDir = await makeConfigDir(t)
  const path = join(configDir, 'config.json')
  await writeFile(path, '{"currentContext": ')
  const surroundings = { env: { DOCKER_CONFIG: configDir }, home: '/nowhere' }
  await assert.rejects(findCurrentContext(surroundings), {
    id: 'invalid_params',
    message: `${path} is not as Docker writes it; repair or remove it.`,
  })
})
