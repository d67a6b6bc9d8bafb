import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Controller } from '../../src/api-client/controller.ts'
import type { Dyno } from '../../src/api-types/dyno.ts'
import { checkProcessType, getLatestRelease, waitForRelease } from '../../src/lib/wait-for-release.ts'
import { aDyno, aFormation, aRelease } from '../fixtures/resources.ts'

/** Answers each look at the dynos with the next of these, the last one again and again. */
function apiOf(looks: Dyno[][], release = aRelease(5)) {
  const left = [...looks]
  const seen: unknown[] = []
  const list = async (app: string) => {
    seen.push(app)
    return (left.length > 1 ? left.shift() : left[0]) ?? []
  }
  const api = {
    dynos: { list },
    releases: { list: async () => (release ? [release] : []) },
  } as unknown as Controller
  return { api, seen }
}

const at = (version: number, name: string, state = 'up') =>
  aDyno(name, { state, release: { id: `release-${version}`, version } })

async function wait(looks: Dyno[][], more: { type?: string; withRun?: boolean } = {}) {
  const { api, seen } = apiOf(looks)
  const counts: string[] = []
  const onCount = (running: number, of: number) => void counts.push(`${running}/${of}`)
  const options = { withRun: false, intervalMs: 1, onCount, ...more }
  const dynos = await waitForRelease(api, 'blog', 5, options)
  return { names: dynos.map((it) => it.name), counts, looks: seen.length }
}

test('until all are up and run the release or a newer one; each change is told once', async () => {
  const looks = [
    [at(4, 'web.1'), at(4, 'worker.1')],
    [at(4, 'web.1'), at(4, 'worker.1')],
    [at(5, 'web.1', 'starting'), at(5, 'worker.1')],
    [at(5, 'web.1'), at(6, 'worker.1')],
  ]
  assert.deepEqual(await wait(looks), {
    names: ['web.1', 'worker.1'],
    counts: ['0/2', '1/2', '2/2'],
    looks: 4,
  })
})

test('one-off dynos count only where they are asked for; a type alone', async () => {
  const run = at(4, 'run.1')
  assert.deepEqual((await wait([[at(5, 'web.1'), run]])).names, ['web.1'])
  const withRun = await wait([[at(5, 'web.1'), run], [at(5, 'web.1')]], { withRun: true })
  assert.deepEqual(withRun.counts, ['1/2', '1/1'].slice(0, withRun.counts.length))
  assert.deepEqual((await wait([[at(4, 'web.1'), at(5, 'worker.1')]], { type: 'worker' })).names, [
    'worker.1',
  ])
})

test('an app without dynos has none to wait for', async () => {
  assert.deepEqual(await wait([[]]), { names: [], counts: ['0/0'], looks: 1 })
})

test('a release that failed is waited for by nobody', async () => {
  const { api } = apiOf([[at(4, 'web.1')]], aRelease(5, { status: 'failed' }))
  const failed = { code: 'release_failed', message: 'v5 of blog failed: no dyno will run it.' }
  await assert.rejects(getLatestRelease(api, 'blog'), failed)
  const options = { withRun: false, intervalMs: 1, onCount: () => {} }
  await assert.rejects(waitForRelease(api, 'blog', 5, options), failed)
})

test('an app without a release', async () => {
  const api = { releases: { list: async () => [] } } as unknown as Controller
  await assert.rejects(getLatestRelease(api, 'blog'), { code: 'no_releases' })
})

test('a process type that there is not is refused, with what may have been meant', async () => {
  const api = { formation: { list: async () => [aFormation('web', 1)] } } as unknown as Controller
  await checkProcessType(api, 'blog', 'web')
  await checkProcessType(api, 'blog', 'run')
  await assert.rejects(checkProcessType(api, 'blog', 'wbe'), {
    message: 'No such process type: wbe. Did you mean web?',
    exitCode: 1,
  })
})
