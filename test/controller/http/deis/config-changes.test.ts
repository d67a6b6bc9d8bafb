import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeisConfigUpdate } from '../../../../src/api-types/deis/config.ts'
import { readConfigChanges } from '../../../../src/controller/http/deis/config-changes.ts'

const times = { created: '2026-11-22T10:00:00Z', updated: '2026-11-22T10:00:00Z' }
const current = {
  uuid: '1',
  app: 'blog',
  owner: 'jim',
  values: { A: '1' },
  memory: { web: '512M' },
  cpu: {},
  tags: { rack: '1' },
  registry: { username: 'mia' },
  healthcheck: { web: { livenessProbe: {} } },
  ...times,
}
const typeOf = (name: string) => (name === 'cmd' ? 'web' : name)
const read = (update: DeisConfigUpdate) => readConfigChanges(update, current, typeOf)

test('everything is text, null takes away, and what is said of a process type goes together', () => {
  assert.deepEqual(read({ values: { N: 1, T: true, A: null }, tags: { rack: null, ssd: 'true' } }), {
    values: { N: '1', T: 'true', A: null },
    tags: { rack: null, ssd: 'true' },
    registry: {},
    settings: [],
  })
  const memory = { limit: 1024 ** 3, request: 512 * 1024 ** 2 }
  assert.deepEqual(read({ memory: { cmd: '512M/1G' }, cpu: { web: '500m' } }).settings, [
    { type: 'web', limits: { memory } },
    { type: 'web', limits: { cpu: { limit: 500, request: null } } },
  ])
  assert.deepEqual(
    read({ memory: { cmd: null }, termination_grace_period: { web: '10' }, healthcheck: { web: null } })
      .settings,
    [
      { type: 'web', limits: { memory: null } },
      { type: 'web', stopGrace: 10 },
      { type: 'web', healthChecks: { liveness: null, readiness: null } },
    ],
  )
  assert.deepEqual(read({ registry: { USERNAME: 'jim', password: 'x' } }).registry, {
    username: 'jim',
    password: 'x',
  })
})

const absent: [DeisConfigUpdate, string][] = [
  [{ values: { NOPE: null } }, 'NOPE does not exist under values'],
  [{ values: { constructor: null } }, 'constructor does not exist under values'],
  [{ memory: { worker: null } }, 'worker does not exist under memory'],
  [{ cpu: { web: null } }, 'web does not exist under cpu'],
  [{ tags: { ssd: null } }, 'ssd does not exist under tags'],
  [{ registry: { password: null } }, 'password does not exist under registry'],
  [{ healthcheck: { worker: null } }, 'worker does not exist under healthcheck'],
  [{ healthcheck: { web: { readinessProbe: null } } }, 'web does not exist under healthcheck'],
  [{ termination_grace_period: { web: null } }, 'web does not exist under termination_grace_period'],
]
for (const [update, message] of absent)
  test(message, () => {
    assert.throws(() => read(update), { reason: 'not_set', message })
  })

test('what nobody would act on is refused', () => {
  assert.throws(() => read({ registry: { token: 'x' } }), /no token/)
  assert.throws(() => read({ lifecycle_post_start: { web: { exec: {} } } }), /runs no commands/)
  assert.deepEqual(read({ lifecycle_post_start: {} }).settings, [])
  assert.deepEqual(read({ unheard_of: null } as DeisConfigUpdate).settings, [])
})
