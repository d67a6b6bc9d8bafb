import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProfileDocker, getDockerForImage } from '../../src/lib/docker-address.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const profile = { name: 'prod', url: 'https://qp.test', email: 'mia@example.com', isTokenOurs: true }

test("is the controller's profile's", async (t) => {
  const { env, cwd, configDir } = await tempPlace(t)
  const surroundings = surroundingsOf({ env, cwd })
  await saveProfile(configDir, { ...profile, docker: 'ssh://10.0.0.5' })
  await saveProfile(configDir, { ...profile, name: 'staging', url: 'https://staging.test' })
  assert.equal(await findProfileDocker(surroundings, 'https://qp.test'), 'ssh://10.0.0.5')
  assert.equal(await findProfileDocker(surroundings, 'https://staging.test'), undefined)
  assert.equal(await getDockerForImage(surroundings, { controller: 'prod' }), 'ssh://10.0.0.5')
  assert.equal(await getDockerForImage(surroundings, { controller: 'prod', docker: 'default' }), 'default')
  await assert.rejects(getDockerForImage(surroundings, {}), { name: 'UsageError' })
  await assert.rejects(getDockerForImage(surroundings, { controller: 'none' }), {
    code: 'no_such_controller',
  })
})

test('an image needs no login, but an engine', async (t) => {
  const { env, cwd } = await tempPlace(t)
  const surroundings = surroundingsOf({ env, cwd })
  assert.equal(await getDockerForImage(surroundings, { docker: 'default' }), 'default')
  await assert.rejects(getDockerForImage(surroundings, {}), {
    name: 'UsageError',
    message:
      '--image runs on a Docker Engine and not through a controller. Say on which: --docker ADDRESS, or --docker default for the one that the docker program uses.',
  })
})
