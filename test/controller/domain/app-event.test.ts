import assert from 'node:assert/strict'
import { test } from 'node:test'
import { includeOf } from '../../../src/controller/domain/app-event.ts'
import { anApp, aUser, aWebDomain } from '../../fixtures/stored.ts'

test('an event has the name by which webhooks include it', () => {
  const app = anApp('blog', aUser('owner'))
  assert.equal(includeOf({ kind: 'app', app }), 'api:app')
  assert.equal(includeOf({ kind: 'domain', domain: aWebDomain(app, 'www.example.com') }), 'api:domain')
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
