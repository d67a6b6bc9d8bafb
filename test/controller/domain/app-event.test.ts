import assert from 'node:assert/strict'
import { test } from 'node:test'
import { includeOf } from '../../../src/controller/domain/app-event.ts'
import { anApp, aRelease, aUser } from '../../fixtures/stored.ts'

test('an event has the name by which webhooks include it', () => {
  const app = anApp('blog', aUser('owner'))
  assert.equal(includeOf({ kind: 'app', app }), 'api:app')
  assert.equal(includeOf({ kind: 'release', release: { ...aRelease(app), version: 1 } }), 'api:release')
  const dyno = {
    id: '1',
    name: 'web.1',
    type: 'web',
    command: 'serve',
    size: 'Standard-1X',
    releaseVersion: 1,
  }
  assert.equal(includeOf({ kind: 'dyno', dyno: { ...dyno, state: 'up', exitStatus: null } }), 'dyno')
})
