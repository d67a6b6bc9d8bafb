import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAppEvents } from '../../../src/controller/deploy/app-events.ts'
import type { AppEvent } from '../../../src/controller/domain/app-event.ts'
import { anApp, aUser } from '../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))
const event = (action: AppEvent['action']): AppEvent => ({
  app,
  action,
  what: { kind: 'app', app },
  by: undefined,
})

function createEvents() {
  const errors: unknown[] = []
  return { errors, events: createAppEvents({ error: (it: unknown) => void errors.push(it) }) }
}

test('events are heard in the order in which they were told, after what tells has gone on', async () => {
  const { events, errors } = createEvents()
  const heard: string[] = []
  events.tell(event('create'))
  await events.settled()
  events.listen(async ({ action }) => {
    heard.push(`see ${action}`)
    return async () => void heard.push(`hear ${action}`)
  })
  events.tell(event('update'))
  events.tell(event('destroy'))
  assert.deepEqual(heard, [])
  await events.settled()
  assert.deepEqual(heard, ['see update', 'hear update', 'see destroy', 'hear destroy'])
  assert.deepEqual(errors, [])
})

test('what is foreseen is looked at before, and heard of after it has happened', async () => {
  const { events } = createEvents()
  const heard: string[] = []
  events.listen(async ({ action }) => {
    heard.push(`see ${action}`)
    return async () => void heard.push(`hear ${action}`)
  })
  const tell = await events.foresee(event('destroy'))
  assert.deepEqual(heard, ['see destroy'])
  tell()
  await events.settled()
  assert.deepEqual(heard, ['see destroy', 'hear destroy'])
})

test('a listener that fails harms nobody', async () => {
  const { events, errors } = createEvents()
  const heard: string[] = []
  events.listen(async ({ action }) => {
    if (action !== 'update') throw new Error('no')
    return async () => void heard.push(action)
  })
  events.tell(event('create'))
  events.tell(event('update'))
  const tell = await events.foresee(event('destroy'))
  tell()
  await events.settled()
  assert.deepEqual([heard, errors.length], [['update'], 2])
})
