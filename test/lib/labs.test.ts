import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Controller } from '../../src/api-client/controller.ts'
import { ApiError } from '../../src/lib/errors.ts'
import { findLab, labsContext } from '../../src/lib/labs.ts'
import { aFeature } from '../fixtures/resources.ts'
import { stubToken, stubUrl, surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const refused = (status: number) => Promise.reject(new ApiError('no', { status, code: 'no' }))

/** Only these questions are answered. */
function apiOf(features: Partial<Controller['features']>): Controller {
  return { features } as Controller
}

test("the account's feature comes before the app's, and each is changed where it was found", async () => {
  const changed: string[] = []
  const update = async (where: string) => {
    changed.push(where)
    return aFeature('spike')
  }
  const ofApp: Partial<Controller['features']> = {
    get: async () => aFeature('spike', { description: 'of the app' }),
    update: (app) => update(app),
    updateOfAccount: () => update('account'),
  }
  const own = apiOf({ ...ofApp, getOfAccount: async () => aFeature('spike', { description: 'own' }) })
  const none = apiOf({ ...ofApp, getOfAccount: () => refused(404) })
  for (const api of [own, none]) {
    const lab = await findLab({ api, app: 'blog' }, 'spike')
    await lab.update({ enabled: true })
    changed.push(lab.feature.description)
  }
  assert.deepEqual(changed, ['account', 'own', 'blog', 'of the app'])
})

test('what is no answer of its kind is not taken for one', async () => {
  const down = { api: apiOf({ getOfAccount: () => refused(503) }), app: 'blog' }
  await assert.rejects(findLab(down, 'spike'), { status: 503 })
})

test('where there is none of this name, those that there are are named', async () => {
  const api = apiOf({
    getOfAccount: () => refused(404),
    get: () => refused(404),
    list: async () => [aFeature('spike'), aFeature('probe')],
    listOfAccount: async () => [],
  })
  const code = 'not_found'
  await assert.rejects(findLab({ api, app: 'blog' }, 'spik'), {
    code,
    message: 'No such feature: spik. Did you mean spike?',
    hint: 'There is probe, spike.',
  })
  const hint = 'You have none; name an app by -a for those of an app.'
  await assert.rejects(findLab({ api, app: undefined }, 'spike'), { code, hint })
})

test('an app is used where one is named, and not missed where none is', async (t) => {
  const place = await tempPlace(t)
  const env = { QP_URL: stubUrl, QP_API_KEY: stubToken }
  const surroundings = surroundingsOf({ cwd: place.cwd, env: { ...place.env, ...env } })
  assert.equal((await labsContext(surroundings, {})).app, undefined)
  assert.equal((await labsContext(surroundings, { app: 'blog' })).app, 'blog')
  await assert.rejects(labsContext(surroundings, { app: '' }), { name: 'UsageError' })
  await assert.rejects(labsContext(surroundings, { remote: 'qp' }), { code: 'no_such_remote' })
})
