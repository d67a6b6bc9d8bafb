import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HealthCheck, healthCheckDefaults } from '../../../src/controller/domain/health-check.ts'
import {
  applySettingsChange,
  describeSettingsChange,
  formatDynoSettings,
  parseDynoSettings,
  plainDynoSettings,
  plainSettings,
} from '../../../src/controller/domain/process-settings.ts'

const alive: HealthCheck = { probe: { kind: 'exec', command: ['true'] }, ...healthCheckDefaults }
const half = { limit: 500, request: null }
const full = {
  limits: { memory: half, cpu: half },
  healthChecks: { liveness: alive, readiness: alive },
  stopGrace: 60,
}

test('what is not named stays, null takes away', () => {
  const set = applySettingsChange(plainSettings, { type: 'web', limits: { cpu: half }, stopGrace: 0 })
  assert.deepEqual(set, { ...plainSettings, limits: { memory: null, cpu: half }, stopGrace: 0 })
  const checked = applySettingsChange(set, { type: 'web', healthChecks: { liveness: alive } })
  assert.deepEqual(checked, { ...set, healthChecks: { liveness: alive, readiness: null } })
  const none = { limits: { cpu: null }, healthChecks: { liveness: null }, stopGrace: null }
  assert.deepEqual(applySettingsChange(checked, { type: 'web', ...none }), plainSettings)
})

test('what can not be is refused', () => {
  const check = { ...alive, successThreshold: 2 }
  assert.throws(
    () => applySettingsChange(plainSettings, { type: 'web', healthChecks: { liveness: check } }),
    {
      id: 'invalid_params',
    },
  )
  for (const stopGrace of [-1, 1.5, 3601])
    assert.throws(() => applySettingsChange(plainSettings, { type: 'web', stopGrace }), {
      id: 'invalid_params',
      message: /0 to 3600/,
    })
})

test('what a container carries is read as it was written; nothing of its own is nothing', () => {
  const { limits, healthChecks } = full
  assert.deepEqual(parseDynoSettings(formatDynoSettings(full)), { limits, healthChecks })
  const slow = { ...plainSettings, stopGrace: 60 }
  assert.equal(formatDynoSettings(slow), '')
  assert.deepEqual(parseDynoSettings(''), plainDynoSettings)
  assert.deepEqual(parseDynoSettings(undefined), plainDynoSettings)
})

test('the same settings are the same text, whatever the order that they came in', () => {
  const { memory, cpu } = full.limits
  const other = { ...full, limits: { cpu, memory } }
  assert.equal(formatDynoSettings(other), formatDynoSettings(full))
  const more = { ...full, limits: { cpu, memory: { ...memory, limit: 501 } } }
  assert.notEqual(formatDynoSettings(more), formatDynoSettings(full))
})

test('a change in words', () => {
  const change = {
    type: 'web',
    limits: { memory: null },
    healthChecks: { readiness: alive },
    stopGrace: null,
  }
  assert.equal(describeSettingsChange(change), 'memory limit, readiness check, stop timeout')
  assert.equal(describeSettingsChange({ type: 'web' }), '')
})
