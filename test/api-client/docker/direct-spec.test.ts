import assert from 'node:assert/strict'
import { test } from 'node:test'
import { directSpec } from '../../../src/api-client/docker/direct-spec.ts'
import { oneOffSpec } from '../../../src/controller/deploy/dyno-spec.ts'
import { anApp, aRelease, aSlug, aUser } from '../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))
const release = { ...aRelease(app, { config: { A: '1' } }), version: 12 }
const slug = aSlug(app, { launch: 'buildpack', processTypes: { worker: 'node worker.js' } })
const dyno = {
  runId: '12345678-0000-4000-8000-000000000000',
  name: 'run.4711',
  size: 'standard-2x',
  command: { line: 'worker' },
  env: { B: '2' },
  tty: true,
  terminalSize: { columns: 91, rows: 33 },
  until: new Date('2026-11-24T10:00:00Z'),
}

test("is the controller's own container, but for name, network and the label by which a controller knows it", () => {
  const { name, network, networkAliases, labels, ...spec } = directSpec(
    { app, release, slug },
    dyno,
    'bridge',
  )
  const ofController = oneOffSpec(
    { controllerId: 'c', app, release, slug, unique: dyno.runId },
    { ...dyno, size: 'Standard-2X', command: { line: 'node worker.js' }, attached: true },
  )
  const { name: _n, network: _w, networkAliases: _a, labels: theirs, ...same } = ofController
  assert.deepEqual(spec, same)
  assert.deepEqual([name, network, networkAliases], ['qp-direct-blog.run.4711.12345678', 'bridge', []])
  const { 'qp.controller': _c, ...known } = theirs
  assert.deepEqual(labels, { ...known, 'qp.direct': 'true', 'qp.until': '2026-11-24T10:00:00.000Z' })
})

test("has a name on the app's own network", () => {
  const { network, networkAliases } = directSpec({ app, release, slug }, dyno, 'qp-c0ffee00-blog')
  assert.deepEqual([network, networkAliases], ['qp-c0ffee00-blog', ['run.4711']])
})

test('of an image alone, it says nothing of an app or a release', () => {
  const image = { image: 'debian:12', launch: 'image' as const, processTypes: {}, exposedPort: null }
  const spec = directSpec({ app: null, release: null, slug: image }, dyno, 'bridge')
  assert.equal(spec.name, 'qp-direct-image.run.4711.12345678')
  assert.deepEqual(spec.env, { DYNO: 'run.4711', B: '2' })
  assert.deepEqual(spec.labels, {
    'qp.kind': 'one-off',
    'qp.type': 'run',
    'qp.dyno': 'run.4711',
    'qp.size': 'Standard-2X',
    'qp.command': 'worker',
    'qp.run': dyno.runId,
    'qp.direct': 'true',
    'qp.until': '2026-11-24T10:00:00.000Z',
  })
})
