import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changeWhitelist,
  replaceWhitelist,
  setHttpsEnforced,
  setMaintenance,
  setRoutingEnabled,
  setSessionAffinity,
} from '../../../src/controller/deploy/change-routing.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { plainRouting } from '../../../src/controller/domain/routing.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('each change is stored, told to the router and said in the log, once', async (t) => {
  const platform = await createTestPlatform(t)
  const change = await createEmptyApp(platform)
  const { app } = change
  const updatedAt = platform.now()
  for (const _ of [1, 2]) {
    await setMaintenance(platform, change, true)
    await setRoutingEnabled(platform, change, false)
    await setHttpsEnforced(platform, change, true)
    await setSessionAffinity(platform, change, true)
    await changeWhitelist(platform, change, { add: ['192.0.2.7', '10.1.2.3/8'] })
  }
  const routing = {
    isEnabled: false,
    isInMaintenance: true,
    httpsEnforced: true,
    hasSessionAffinity: true,
    whitelist: ['192.0.2.7', '10.0.0.0/8'],
    updatedAt,
  }
  assert.deepEqual(await platform.store.routings.ofApp(app.id), routing)
  assert.deepEqual(platform.router.routings.get(app.id), routing)
  assert.deepEqual(platform.logs.texts(app.id).slice(1), [
    'app[api]: Enable maintenance mode by user owner@example.com',
    'app[api]: Disable routing by user owner@example.com',
    'app[api]: Enable https-only requests by user owner@example.com',
    'app[api]: Enable http-session-affinity by user owner@example.com',
    'app[api]: Add 192.0.2.7, 10.1.2.3/8 to the whitelist by user owner@example.com',
  ])

  await setMaintenance(platform, change, false)
  await changeWhitelist(platform, change, { remove: ['192.0.2.7', '10.0.0.0/8'] })
  assert.deepEqual(platform.router.routings.get(app.id), {
    ...routing,
    isInMaintenance: false,
    whitelist: [],
  })
})

test('a change does not wait for a deploy, and two at a time lose nothing', async (t) => {
  const platform = await createTestPlatform(t)
  const change = await createEmptyApp(platform)
  const { promise, resolve } = Promise.withResolvers<void>()
  const deploy = platform.turns.take(change.app.id, () => promise)
  await Promise.all([setMaintenance(platform, change, true), setHttpsEnforced(platform, change, true)])
  const { isInMaintenance, httpsEnforced } = platform.router.routings.get(change.app.id) ?? plainRouting
  assert.deepEqual([isInMaintenance, httpsEnforced], [true, true])
  resolve()
  await deploy
})

test('where the router can not be told, all stays as it was', async (t) => {
  const platform = await createTestPlatform(t)
  const change = await createEmptyApp(platform)
  platform.router.refusals.push(problem('router_unavailable', 'nginx does not answer'))
  await assert.rejects(setMaintenance(platform, change, true), /nginx does not answer/)
  assert.equal((await platform.store.routings.ofApp(change.app.id)).isInMaintenance, false)
  assert.equal(platform.logs.texts(change.app.id).length, 1)
})

test('what is no address changes nothing, and neither does what is not there', async (t) => {
  const platform = await createTestPlatform(t)
  const change = await createEmptyApp(platform)
  await assert.rejects(changeWhitelist(platform, change, { add: ['192.0.2.7', 'zzz'] }), {
    id: 'invalid_params',
  })
  assert.deepEqual((await changeWhitelist(platform, change, { remove: ['192.0.2.7'] })).whitelist, [])
  assert.equal(platform.router.routings.size, 0)
})

test('a whitelist takes the place of the one before, all of it or nothing', async (t) => {
  const platform = await createTestPlatform(t)
  const change = await createEmptyApp(platform)
  const { app } = change
  await replaceWhitelist(platform, change, ['192.0.2.7'])
  const refusal = { id: 'invalid_params', reason: 'whitelist_format', subject: 'zzz' }
  await assert.rejects(replaceWhitelist(platform, change, ['192.0.2.8', 'zzz']), refusal)
  assert.deepEqual(platform.router.routings.get(app.id)?.whitelist, ['192.0.2.7'])
  await replaceWhitelist(platform, change, ['10.1.2.3/8'])
  assert.deepEqual(platform.router.routings.get(app.id)?.whitelist, ['10.0.0.0/8'])
  await replaceWhitelist(platform, change, [])
  assert.deepEqual(platform.logs.texts(app.id).slice(-2), [
    'app[api]: Set the whitelist to 10.1.2.3/8 by user owner@example.com',
    'app[api]: Set the whitelist to nothing by user owner@example.com',
  ])
})
