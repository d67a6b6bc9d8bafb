import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { listValuesIn } from '../../../src/lib/completion/list-values.ts'
import { valuesPath, writeValues } from '../../../src/lib/completion/value-cache.ts'
import { runGit } from '../../../src/lib/git.ts'
import { saveProfile } from '../../../src/lib/profiles.ts'
import { stubToken, stubUrl, surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'

async function createLister(
  t: TestContext,
  env: Record<string, string> = { QP_URL: stubUrl, QP_API_KEY: stubToken },
) {
  const place = await tempPlace(t)
  const folder = join(place.folder, 'completion')
  const refreshed: object[] = []
  const surroundings = surroundingsOf({
    env: { ...place.env, ...env },
    cwd: place.cwd,
    now: () => new Date(),
  })
  const list = listValuesIn({ surroundings, folder, refresh: (flags) => refreshed.push(flags) })
  return { place, folder, refreshed, list }
}

test('what is known is listed, and nobody is asked', async (t) => {
  const { folder, refreshed, list } = await createLister(t)
  await writeValues(valuesPath(folder, stubUrl, undefined), { app: ['blog', 'shop'] })
  await writeValues(valuesPath(folder, stubUrl, 'blog'), { dyno: ['web.1'], 'process-type': ['web'] })
  assert.deepEqual(await list('app', {}), ['blog', 'shop'])
  assert.deepEqual(await list('dyno', { app: 'blog' }), ['web.1'])
  assert.deepEqual(await list('process-type', { app: 'blog' }), ['web'])
  assert.deepEqual(await list('config-key', { app: 'blog' }), [])
  assert.deepEqual(refreshed, [])
})

test('what is not known is nothing, and is asked for once', async (t) => {
  const { refreshed, list } = await createLister(t)
  assert.deepEqual(await list('dyno', { app: 'blog', tail: 'x' }), [])
  assert.deepEqual(await list('process-type', { app: 'blog' }), [])
  assert.deepEqual(refreshed, [{ app: 'blog', remote: undefined, controller: undefined }])
})

test('without an app or a controller there is nothing to ask', async (t) => {
  const { refreshed, list } = await createLister(t)
  assert.deepEqual(await list('dyno', {}), [])
  const loggedOut = await createLister(t, {})
  assert.deepEqual(await loggedOut.list('app', {}), [])
  assert.deepEqual([...refreshed, ...loggedOut.refreshed], [])
})

test('controllers, remotes and shells are known here', async (t) => {
  const { place, list } = await createLister(t)
  const profile = {
    name: 'staging',
    url: 'https://qp.example.com',
    email: 'mia@example.com',
    isTokenOurs: false,
  }
  await saveProfile(place.configDir, profile)
  const git = { cwd: place.cwd, env: place.env, check: true }
  await runGit(['init', '--quiet'], git)
  await runGit(['remote', 'add', 'qp', 'https://qp.example.com/blog.git'], git)
  assert.deepEqual(await list('controller', {}), ['staging'])
  assert.deepEqual(await list('remote', {}), ['qp'])
  assert.ok((await list('shell', {})).includes('zsh'))
})
