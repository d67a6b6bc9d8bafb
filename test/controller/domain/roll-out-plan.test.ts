import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Dyno } from '../../../src/controller/domain/dyno.ts'
import { plainDynoSettings, plainSettings } from '../../../src/controller/domain/process-settings.ts'
import { listWantedDynos, planRollOut } from '../../../src/controller/domain/roll-out-plan.ts'

const at = new Date(0)
const want = (type: string, ordinal: number, size = 'Basic', settings = plainSettings) => ({
  type,
  ordinal,
  size,
  settings,
})
const dyno = (type: string, ordinal: number, more: Partial<Dyno> = {}): Dyno => ({
  type,
  ordinal,
  containerId: `${type}.${ordinal}`,
  releaseVersion: 2,
  size: 'Basic',
  settings: plainDynoSettings,
  command: '',
  state: 'up',
  address: null,
  containerPort: null,
  createdAt: at,
  ...more,
})

const limits = { memory: { limit: 1, request: null }, cpu: null }
const limited = { ...plainSettings, limits }
const right = dyno('web', 1)
const crashed = dyno('web', 1, { state: 'crashed' })
const down = dyno('web', 1, { state: 'down' })
const old = dyno('web', 1, { releaseVersion: 1 })
const big = dyno('web', 1, { size: 'Standard-2X' })
const second = dyno('web', 2)
const younger = dyno('web', 1, { containerId: 'younger', createdAt: new Date(1) })
const twin = dyno('web', 1, { containerId: 'twin' })

const plans = [
  { name: 'what is right is kept', wanted: [want('web', 1)], running: [right], keep: [right] },
  {
    name: 'a crashed one is left to the engine to restart',
    wanted: [want('web', 1)],
    running: [crashed],
    keep: [crashed],
  },
  { name: 'a missing one is started', wanted: [want('web', 1)], running: [], start: [want('web', 1)] },
  {
    name: 'a superfluous one is stopped',
    wanted: [want('web', 1)],
    running: [right, second],
    keep: [right],
    stop: [second],
  },
  {
    name: 'of another release',
    wanted: [want('web', 1)],
    running: [old],
    start: [want('web', 1)],
    stop: [old],
  },
  { name: 'of another size', wanted: [want('web', 1)], running: [big], start: [want('web', 1)], stop: [big] },
  {
    name: 'made with other settings',
    wanted: [want('web', 1, 'Basic', limited)],
    running: [right],
    start: [want('web', 1, 'Basic', limited)],
    stop: [right],
  },
  {
    name: 'how long it has to end is no matter',
    wanted: [want('web', 1, 'Basic', { ...plainSettings, stopGrace: 9 })],
    running: [right],
    keep: [right],
  },
  {
    name: 'one that is down is replaced',
    wanted: [want('web', 1)],
    running: [down],
    start: [want('web', 1)],
    stop: [down],
  },
  {
    name: 'one of two with the same name goes',
    wanted: [want('web', 1)],
    running: [right, twin],
    keep: [right],
    stop: [twin],
  },
  {
    name: 'of two with the same name the one that has served longer stays',
    wanted: [want('web', 1)],
    running: [younger, right],
    keep: [right],
    stop: [younger],
  },
  {
    name: 'of two with the same name the one that crashes goes',
    wanted: [want('web', 1)],
    running: [crashed, younger],
    keep: [younger],
    stop: [crashed],
  },
  {
    name: 'the right one of two with the same name stays',
    wanted: [want('web', 1)],
    running: [old, right],
    keep: [right],
    stop: [old],
  },
  {
    name: 'a restart replaces what is named',
    wanted: [want('web', 1), want('web', 2)],
    running: [right, second],
    replaces: ({ ordinal }: { ordinal: number }) => ordinal === 2,
    start: [want('web', 2)],
    keep: [right],
    stop: [second],
  },
  { name: 'nothing is wanted', wanted: [], running: [right, second], stop: [right, second] },
]

for (const { name, wanted, running, replaces, start = [], keep = [], stop = [] } of plans) {
  test(`a plan: ${name}`, () => {
    assert.deepEqual(planRollOut(wanted, running, 2, replaces), { start, keep, stop })
  })
}

test('a formation asks for its dynos by number, but for those that are stopped and types that the slug has not', () => {
  const entry = { id: 'f', appId: 'a', settings: plainSettings, createdAt: at, updatedAt: at }
  const formation = [
    { ...entry, type: 'web', quantity: 3, size: 'Basic', stopped: [2] },
    { ...entry, type: 'worker', quantity: 1, size: 'Eco', stopped: [] },
    { ...entry, type: 'gone', quantity: 1, size: 'Eco', stopped: [] },
    { ...entry, type: 'toString', quantity: 1, size: 'Eco', stopped: [] },
    { ...entry, type: 'clock', quantity: 0, size: 'Eco', stopped: [] },
  ]
  assert.deepEqual(listWantedDynos(formation, { web: 'a', worker: '', clock: 'c' }), [
    want('web', 1),
    want('web', 3),
    want('worker', 1, 'Eco'),
  ])
})
