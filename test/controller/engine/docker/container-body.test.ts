import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerSpec } from '../../../../src/controller/engine/container-spec.ts'
import {
  buildContainerBody,
  setsConsoleSize,
} from '../../../../src/controller/engine/docker/container-body.ts'
import { buildTestSpec } from '../../../fixtures/containers.ts'

test('a dyno on its app network', () => {
  const body = buildContainerBody(
    buildTestSpec({
      image: 'qp/blog:v3',
      argv: ['bash', '-c', 'node web.js'],
      env: { PORT: '5000', MOTTO: 'a\nb="$c"' },
      labels: { 'qp.app': 'blog' },
      network: 'qp-blog',
      networkAliases: ['web', 'web.1'],
      memoryMb: 512,
      cpus: 1.5,
      pids: 256,
      log: { maxSizeMb: 10, maxFiles: 3 },
      restart: 'always',
      publish: { containerPort: 5000, hostPort: 20_001 },
      volumes: [{ name: 'qp-cache', path: '/cache' }],
      user: 'app',
      workingDir: '/app',
    }),
  )

  assert.deepEqual(body, {
    Image: 'qp/blog:v3',
    Entrypoint: ['bash', '-c', 'node web.js'],
    Cmd: [],
    Env: ['PORT=5000', 'MOTTO=a\nb="$c"'],
    Labels: { 'qp.app': 'blog' },
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    User: 'app',
    WorkingDir: '/app',
    ExposedPorts: { '5000/tcp': {} },
    HostConfig: {
      NetworkMode: 'qp-blog',
      Memory: 536_870_912,
      MemorySwap: 536_870_912,
      CpuPeriod: 100_000,
      CpuQuota: 150_000,
      PidsLimit: 256,
      Init: true,
      SecurityOpt: ['no-new-privileges'],
      CapDrop: ['AUDIT_WRITE', 'MKNOD', 'NET_RAW', 'SETFCAP', 'SYS_CHROOT'],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      RestartPolicy: { Name: 'unless-stopped' },
      PortBindings: { '5000/tcp': [{ HostIp: '127.0.0.1', HostPort: '20001' }] },
      Mounts: [{ Type: 'volume', Source: 'qp-cache', Target: '/cache' }],
    },
    NetworkingConfig: { EndpointsConfig: { 'qp-blog': { Aliases: ['web', 'web.1'] } } },
  })
})

test("a one-off that runs the image's own command in another container's network", () => {
  const body = buildContainerBody(
    buildTestSpec({
      argv: [],
      network: 'container:4f',
      networkAliases: ['run.1'],
      openStdin: true,
      log: null,
    }),
  )

  assert.equal('Entrypoint' in body, false)
  assert.equal('Cmd' in body, false)
  assert.equal('User' in body, false)
  assert.equal('WorkingDir' in body, false)
  assert.equal('ExposedPorts' in body, false)
  assert.equal('NetworkingConfig' in body, false)
  assert.equal(body['StdinOnce'], true)
  const host = body['HostConfig']
  assert.ok(host !== null && typeof host === 'object')
  assert.deepEqual(
    { ...host },
    {
      ...host,
      NetworkMode: 'container:4f',
      LogConfig: { Type: 'none' },
      RestartPolicy: { Name: 'no' },
      PortBindings: {},
      Mounts: [],
    },
  )
})

test("a terminal's size goes with it, rows first", () => {
  const sized = buildContainerBody(buildTestSpec({ tty: true, terminalSize: { columns: 132, rows: 43 } }))
  assert.deepEqual(readHostConfig(sized)['ConsoleSize'], [43, 132])
  assert.equal('ConsoleSize' in readHostConfig(buildContainerBody(buildTestSpec({ tty: true }))), false)
})

function readHostConfig(body: Record<string, unknown>): Record<string, unknown> {
  const host = body['HostConfig']
  assert.ok(host !== null && typeof host === 'object')
  return { ...host }
}

for (const [apiVersion, sets] of [
  ['1.41', false],
  ['1.42', true],
  ['1.100', true],
  ['2.0', true],
] as const)
  test(`API ${apiVersion} ${sets ? 'sets' : 'does not set'} the size at birth`, () => {
    assert.equal(setsConsoleSize(apiVersion), sets)
  })

test('what is reserved: memory in bytes, CPUs as shares of 1024', () => {
  const hostConfig = (reserved?: ContainerSpec['reserved']) => {
    const { HostConfig } = buildContainerBody(buildTestSpec(reserved ? { reserved } : {}))
    const { MemoryReservation, CpuShares } = HostConfig as Record<string, unknown>
    return [MemoryReservation, CpuShares]
  }
  assert.deepEqual(hostConfig(), [undefined, undefined])
  assert.deepEqual(hostConfig({ memoryMb: 1.5, cpus: null }), [1_572_864, undefined])
  assert.deepEqual(hostConfig({ memoryMb: null, cpus: 0.5 }), [undefined, 512])
  assert.deepEqual(hostConfig({ memoryMb: null, cpus: 0 }), [undefined, 2])
})
