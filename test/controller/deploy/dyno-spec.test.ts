import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeCommand, dynoSpec, oneOffSpec } from '../../../src/controller/deploy/dyno-spec.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import { anApp, aRelease, aSlug, aUser } from '../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))
const release = { ...aRelease(app, { config: { A: '1', DYNO: 'x' } }), version: 12 }
const source = {
  controllerId: 'c0ffee00-0000-4000-8000-000000000000',
  app,
  release,
  slug: aSlug(app, { processTypes: { web: 'serve --fast', worker: '' } }),
  unique: '12345678-0000-4000-8000-000000000000',
}
const labels = {
  'qp.controller': source.controllerId,
  'qp.app': 'app-blog',
  'qp.app-name': 'blog',
  'qp.release': '12',
  'qp.release-id': 'release-1',
}

test('a web dyno', () => {
  assert.deepEqual(
    dynoSpec(source, { type: 'web', ordinal: 2, size: 'Standard-2X', settings: plainDynoSettings }, 20_001),
    {
      name: 'qp-c0ffee00-blog.web.2.12345678',
      image: 'qp/test:slug-1',
      argv: ['/bin/sh', '-c', 'serve --fast'],
      env: { A: '1', DYNO: 'web.2', PORT: '5000', TINI_KILL_PROCESS_GROUP: '1' },
      labels: {
        ...labels,
        'qp.kind': 'dyno',
        'qp.type': 'web',
        'qp.dyno': 'web.2',
        'qp.size': 'Standard-2X',
        'qp.command': 'serve --fast',
        'qp.logged': 'true',
        'qp.port': '20001',
      },
      network: 'qp-c0ffee00-app-app-blog',
      networkAliases: ['web', 'web.2'],
      memoryMb: 1024,
      cpus: 2,
      pids: 4096,
      tty: false,
      terminalSize: null,
      openStdin: false,
      log: { maxSizeMb: 10, maxFiles: 3 },
      restart: 'always',
      publish: { containerPort: 5000, hostPort: 20_001 },
      volumes: [],
      user: null,
      workingDir: null,
    },
  )
})

test('$PORT is the one port that the image exposes', () => {
  const exposed = { ...source, slug: { ...source.slug, exposedPort: 8080 } }
  const spec = dynoSpec(
    exposed,
    { type: 'web', ordinal: 1, size: 'Basic', settings: plainDynoSettings },
    20_001,
  )
  assert.equal(spec.env['PORT'], '8080')
  assert.deepEqual(spec.publish, { containerPort: 8080, hostPort: 20_001 })
})

test('a config var PORT reaches no dyno of what buildpacks built, and names the port of an image', () => {
  const web = { type: 'web', ordinal: 1, size: 'Basic', settings: plainDynoSettings }
  const specsOf = (launch: 'buildpack' | 'image') => {
    const config = { PORT: '8080' }
    const of = {
      ...source,
      release: { ...release, config },
      slug: { ...source.slug, exposedPort: 3000, launch },
    }
    const { env, publish } = dynoSpec(of, web, 20_001)
    const ports = [dynoSpec(of, { ...web, type: 'worker' }, null), oneOffSpec(of, oneOff)].map(
      (it) => it.env['PORT'],
    )
    return [env['PORT'], publish?.containerPort, ...ports]
  }
  assert.deepEqual(specsOf('image'), ['8080', 8080, '8080', '8080'])
  assert.deepEqual(specsOf('buildpack'), ['3000', 3000, undefined, undefined])
})

test('a dyno that takes no requests has no port of ours; without a line it runs what the image does', () => {
  const spec = dynoSpec(
    source,
    { type: 'worker', ordinal: 1, size: 'Basic', settings: plainDynoSettings },
    null,
  )
  assert.equal(spec.publish, null)
  assert.deepEqual(spec.argv, [])
  assert.deepEqual(spec.env, { A: '1', DYNO: 'worker.1', TINI_KILL_PROCESS_GROUP: '1' })
  assert.ok(!('qp.port' in spec.labels))
})

const oneOff = {
  runId: 'run-1',
  name: 'run.1234',
  size: 'Basic',
  command: { argv: ['echo', "it's", ''] },
  env: { TERM: 'xterm', A: '2' },
  tty: true,
  attached: true,
}

test('an attached one-off dyno is read live: it keeps no log, has a stdin and is not restarted', () => {
  assert.deepEqual(oneOffSpec(source, oneOff), {
    name: 'qp-c0ffee00-blog.run.1234.12345678',
    image: 'qp/test:slug-1',
    argv: ['echo', "it's", ''],
    env: { A: '2', DYNO: 'run.1234', TERM: 'xterm' },
    labels: {
      ...labels,
      'qp.kind': 'one-off',
      'qp.type': 'run',
      'qp.run': 'run-1',
      'qp.dyno': 'run.1234',
      'qp.size': 'Basic',
      'qp.command': "echo 'it'\\''s' ''",
    },
    network: 'qp-c0ffee00-app-app-blog',
    networkAliases: ['run.1234'],
    memoryMb: 512,
    cpus: 1,
    pids: 4096,
    tty: true,
    terminalSize: null,
    openStdin: true,
    log: null,
    restart: 'never',
    publish: null,
    volumes: [],
    user: null,
    workingDir: null,
  })
})

test('one that joins a holder has its network, no name there, and names it', () => {
  const spec = oneOffSpec(source, oneOff, 'abc')
  assert.deepEqual(
    [spec.network, spec.networkAliases, spec.labels['qp.holder']],
    ['container:abc', [], 'abc'],
  )
})

test('a piped one hears signals with all of its processes', () => {
  assert.equal(oneOffSpec(source, { ...oneOff, tty: false }).env['TINI_KILL_PROCESS_GROUP'], '1')
})

test('a terminal has its size at birth, or its line waits for it', () => {
  const sized = { ...oneOff, command: { line: 'top' }, terminalSize: { columns: 132, rows: 43 } }
  const born = oneOffSpec(source, { ...sized, isBornWithSize: true })
  assert.deepEqual([born.terminalSize, born.argv], [{ columns: 132, rows: 43 }, ['/bin/sh', '-c', 'top']])
  const waiting = oneOffSpec(source, sized)
  assert.match(waiting.argv[2] ?? '', /stty size.*exec "\$@"$/)
  assert.deepEqual(waiting.argv.slice(4), ['/bin/sh', '-c', 'top'])
  for (const none of [{ tty: false }, { attached: false }]) {
    const spec = oneOffSpec(source, { ...sized, ...none })
    assert.deepEqual([spec.terminalSize, spec.argv], [null, ['/bin/sh', '-c', 'top']], JSON.stringify(none))
  }
})

test('a detached one is logged', () => {
  const spec = oneOffSpec(source, { ...oneOff, command: { line: 'a && b' }, tty: false, attached: false })
  assert.deepEqual([spec.openStdin, spec.tty, spec.labels['qp.logged']], [false, false, 'true'])
  assert.deepEqual(spec.log, { maxSizeMb: 10, maxFiles: 3 })
  assert.deepEqual(spec.argv, ['/bin/sh', '-c', 'a && b'])
})

test('a command for people: words that need it are quoted', () => {
  assert.equal(describeCommand({ line: 'a  "b" && c' }), 'a  "b" && c')
  assert.equal(
    describeCommand({ argv: ['ls', '-la', '/a.b/c=d', 'e f', '$HOME', "it's", ''] }),
    "ls -la /a.b/c=d 'e f' '$HOME' 'it'\\''s' ''",
  )
})

test('settings of its own are what the engine is asked for, and stand in a label', () => {
  const limits = {
    memory: { limit: 700 * 1024 ** 2, request: 100 * 1024 ** 2 },
    cpu: { limit: 1500, request: null },
  }
  const settings = { ...plainDynoSettings, limits }
  const web = dynoSpec(source, { type: 'web', ordinal: 1, size: 'Basic', settings }, 20_001)
  assert.deepEqual([web.memoryMb, web.cpus, web.reserved], [700, 1.5, { memoryMb: 100, cpus: null }])
  assert.deepEqual(JSON.parse(web.labels['qp.settings'] ?? ''), settings)
  assert.deepEqual([web.labels['qp.size'], web.labels['qp.container-port']], ['Basic', '5000'])
  const worker = dynoSpec(source, { type: 'worker', ordinal: 1, size: 'Basic', settings }, null)
  assert.ok(!('qp.container-port' in worker.labels))
})

test('what people say of the app stands in labels too', () => {
  const said = { ...source, appLabels: { team: 'frontend', 'qp.type': 'x' } }
  const wanted = { type: 'web', ordinal: 1, size: 'Basic', settings: plainDynoSettings }
  const spec = dynoSpec(said, wanted, 20_001)
  assert.deepEqual(
    [spec.labels['qp.label.team'], spec.labels['qp.label.qp.type'], spec.labels['qp.type']],
    ['frontend', 'x', 'web'],
  )
})

test('a process type with an image of its own runs in it; a one-off dyno where its type does', () => {
  const images = {
    web: { image: 'qp/web', exposedPort: 8080 },
    release: { image: 'qp/release', exposedPort: null },
  }
  const own = { ...source, slug: { ...source.slug, images } }
  const wanted = { ordinal: 1, size: 'Basic', settings: plainDynoSettings }
  const web = dynoSpec(own, { ...wanted, type: 'web' }, 20_001)
  assert.deepEqual([web.image, web.publish?.containerPort], ['qp/web', 8080])
  assert.equal(dynoSpec(own, { ...wanted, type: 'worker' }, null).image, source.slug.image)
  const oneOff = {
    runId: 'r',
    name: 'release.1',
    size: 'Basic',
    command: { line: '' },
    env: {},
    tty: false,
    attached: false,
  }
  const release = oneOffSpec(own, { ...oneOff, type: 'release' })
  assert.deepEqual([release.image, release.labels['qp.type']], ['qp/release', 'release'])
  assert.equal(oneOffSpec(own, oneOff).image, source.slug.image)
})
