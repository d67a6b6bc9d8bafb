import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  describeEndpoint,
  hostOf,
  resolveDockerEndpoint,
  resolveDockerHost,
} from '../../../../src/controller/engine/docker/endpoint.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'

/** A folder of Docker's settings, and docker's own program with it. */
async function makeConfig(t: TestContext) {
  const dir = await mkdtemp(join(tmpdir(), 'qp-endpoint-'))
  t.after(() => rm(dir, { recursive: true }))
  return {
    dir,
    docker(args: string[], env: Record<string, string> = {}): string {
      const { PATH } = process.env
      const options = { env: { PATH, DOCKER_CONFIG: dir, ...env }, encoding: 'utf8', stdio: 'pipe' } as const
      return execFileSync('docker', args, options).trim()
    },
    resolve: (address?: string, env: Record<string, string> = {}) =>
      resolveDockerEndpoint(address, { env: { DOCKER_CONFIG: dir, ...env }, home: '/nowhere' }),
  }
}

test("without an address it is what docker's own program uses", async (t) => {
  const { docker, resolve } = await makeConfig(t)
  for (const [name, port] of [
    ['one', 1111],
    ['two', 2222],
  ] as const)
    docker(['context', 'create', name, '--docker', `host=tcp://10.0.0.5:${port}`])
  const surroundings: Record<string, string>[] = [
    {},
    { DOCKER_CONTEXT: 'two' },
    { DOCKER_HOST: 'tcp://10.0.0.5:3333' },
    { DOCKER_HOST: 'tcp://10.0.0.5:3333', DOCKER_CONTEXT: 'two' },
    { DOCKER_CONTEXT: 'default' },
  ]
  const found: string[] = []
  for (const current of ['default', 'one']) {
    docker(['context', 'use', current])
    for (const env of surroundings) {
      const used = docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], env)
      for (const address of [undefined, 'default']) {
        const endpoint = describeEndpoint(await resolve(address, env))
        assert.equal(endpoint, used.replace(/^unix:\/\//, ''), JSON.stringify({ current, env, address }))
      }
      found.push(used)
    }
  }
  // Each of them counts somewhere.
  assert.deepEqual(new Set(found).size, 4)
})

test('an address wins over all surroundings, and so does the name of a context', async (t) => {
  const { docker, resolve } = await makeConfig(t)
  docker(['context', 'create', 'node', '--docker', 'host=ssh://me@node:2222'])
  const env = { DOCKER_HOST: 'tcp://10.0.0.5:3333', DOCKER_CONTEXT: 'none' }
  assert.equal(describeEndpoint(await resolve('unix:///run/my.sock', env)), '/run/my.sock')
  assert.deepEqual(await resolve('node', env), {
    transport: 'ssh',
    host: 'node',
    port: 2222,
    user: 'me',
    socketPath: null,
  })
})

test('a context that is not there is named, with who names it', async (t) => {
  const { dir, resolve } = await makeConfig(t)
  await assert.rejects(resolve('prod'), {
    id: 'not_found',
    message: /^There is no docker context prod; there/,
  })
  await writeFile(join(dir, 'config.json'), '{"currentContext": "prod"}')
  await assert.rejects(resolve(), {
    id: 'not_found',
    message: new RegExp(`^There is no docker context prod, which ${join(dir, 'config.json')} names;`),
  })
})

test('the ports are those of Docker, and 2376 means TLS', async (t) => {
  const { resolve } = await makeConfig(t)
  const noFiles = { ca: null, cert: null, key: null, verify: true, folder: null }
  const at = { transport: 'tcp', host: '10.0.0.5' }
  assert.deepEqual(await resolve('tcp://10.0.0.5'), { ...at, port: 2375, tls: null })
  assert.deepEqual(await resolve('tcp://10.0.0.5:2376'), { ...at, port: 2376, tls: noFiles })
  assert.deepEqual(await resolve('https://10.0.0.5'), { ...at, port: 443, tls: noFiles })
})

test('certificates: of DOCKER_CERT_PATH for an address, and its own for a context', async (t) => {
  const { dir, docker, resolve } = await makeConfig(t)
  const authority = testAuthority(t)
  const { certFile, keyFile, pem } = authority.issue(['me'])
  const ca = readFileSync(authority.caFile, 'utf8')
  const named = join(dir, 'certificates')
  await mkdir(named)
  await writeFile(join(named, 'ca.pem'), ca)
  const host = 'host=tcp://10.0.0.5:4444'
  docker([
    ...['context', 'create', 'secure', '--docker'],
    `${host},ca=${authority.caFile},cert=${certFile},key=${keyFile}`,
  ])
  docker(['context', 'create', 'plain', '--docker', host])
  docker(['context', 'create', 'lax', '--docker', `${host},skip-tls-verify=true`])
  const env = { DOCKER_CERT_PATH: named }
  const tlsOf = async (address: string) => {
    const endpoint = await resolve(address, env)
    return endpoint.transport === 'tcp' ? endpoint.tls : undefined
  }
  assert.deepEqual(await tlsOf('tcp://10.0.0.5'), { ca, cert: null, key: null, verify: true, folder: named })
  const { folder, ...ofContext } = (await tlsOf('secure')) ?? {}
  assert.deepEqual(ofContext, { ca, cert: pem.cert, key: pem.key, verify: true })
  assert.match(String(folder), new RegExp(`^${dir}/contexts/tls/`))
  assert.equal(await tlsOf('plain'), null)
  assert.deepEqual(await tlsOf('lax'), { ca: null, cert: null, key: null, verify: false, folder: null })
})

test('a controller goes by DOCKER_HOST alone, where a bare word is a host', async () => {
  const resolve = (env: Record<string, string>) => resolveDockerHost({ env, home: '/nowhere' })
  assert.equal(describeEndpoint(await resolve({ DOCKER_CONTEXT: 'none' })), '/var/run/docker.sock')
  assert.equal(describeEndpoint(await resolve({ DOCKER_HOST: 'node' })), 'tcp://node:2375')
  await assert.rejects(resolve({ DOCKER_HOST: 'nonsense://' }), { id: 'invalid_params' })
})

test('an endpoint is named as it would be written', async (t) => {
  const { resolve } = await makeConfig(t)
  const cases = [
    ['unix:///run/a.sock', '/run/a.sock', 'docker:80'],
    ['tcp://[fd00::5]:2375', 'tcp://[fd00::5]:2375', 'fd00::5:2375'],
    ['https://node', 'https://node:443', 'node:443'],
    ['ssh://me@node:22/run/a.sock', 'ssh://me@node:22/run/a.sock', 'docker:80'],
    ['ssh://node', 'ssh://node', 'docker:80'],
  ] as const
  for (const [address, described, header] of cases) {
    const endpoint = await resolve(address)
    assert.equal(describeEndpoint(endpoint), described)
    assert.equal(Object.values(hostOf(endpoint)).join(':'), header)
  }
})
