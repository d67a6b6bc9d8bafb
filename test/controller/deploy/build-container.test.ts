import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildContainerSpec } from '../../../src/controller/deploy/build-container.ts'

test('the container of a build', () => {
  const spec = buildContainerSpec(
    { controllerId: 'c0ntr0ller-1', stackImage: 'stack', buildLimits: { memoryMb: 700, cpus: 1.5 } },
    {
      app: { id: 'app-1-and-more', name: 'blog' },
      buildId: 'build-1-and-more',
      commit: 'abc',
      configBytes: 1024,
      buildpacks: { mode: 'all', buildpacks: ['qp/nodejs', 'https://example.com/a b.git'] },
      submodules: [{ path: 'lib/it', url: 'https://example.com/it.git', commit: 'def' }],
    },
  )
  assert.deepEqual(spec, {
    name: 'qp-c0ntr0ll-blog.build.build-1-',
    image: 'stack',
    argv: [
      '/bin/bash',
      '/tmp/buildpacks/build.sh',
      '1024',
      'abc',
      'build-1-and-more',
      'stack',
      'all',
      '1',
      'lib/it',
      'https://example.com/it.git',
      'def',
      'qp/nodejs',
      'https://example.com/a b.git',
    ],
    env: {},
    labels: {
      'qp.controller': 'c0ntr0ller-1',
      'qp.app': 'app-1-and-more',
      'qp.app-name': 'blog',
      'qp.kind': 'build',
    },
    network: 'bridge',
    networkAliases: [],
    memoryMb: 700,
    cpus: 1.5,
    pids: 4096,
    tty: false,
    terminalSize: null,
    openStdin: true,
    log: null,
    restart: 'never',
    publish: null,
    volumes: [{ name: 'qp-c0ntr0ll-blog-cache-app-1-an', path: '/var/cache/qp-build' }],
    user: '1000:1000',
    workingDir: '/',
  })
})
