import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typesWithOwn } from '../../src/lib/own-settings.ts'
import { aProcessSettings } from '../fixtures/resources.ts'

const hasOwn = ({ stop_timeout }: { stop_timeout: { own: boolean } }) => stop_timeout.own
const stop_timeout = { seconds: 60, own: true }

test('types with something of their own are found, web by its other name too', () => {
  const settings = [aProcessSettings('web', { stop_timeout }), aProcessSettings('worker')]
  assert.deepEqual(typesWithOwn(settings, hasOwn), ['web', 'cmd'])
})

test('cmd is no other name where there is a type that is called so', () => {
  const settings = [aProcessSettings('web', { stop_timeout }), aProcessSettings('cmd')]
  assert.deepEqual(typesWithOwn(settings, hasOwn), ['web'])
})
