import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pruneLayers } from '../../../src/controller/deploy/prune-layers.ts'
import type { Image } from '../../../src/controller/engine/engine.ts'
import { createBuildApp, treeOf } from '../../fixtures/build.ts'
import { getTestImage } from '../../fixtures/engine.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'
import { until } from '../../fixtures/until.ts'

/** An app on the real engine, and what its builds have left there without a name. */
async function createCachedApp(t: Parameters<typeof createBuildApp>[0]) {
  const built = createBuildApp(t)
  const base = await getTestImage(built.engine)
  const layers = async () => (await built.engine.listImages(built.ours)).filter((it) => it.tags.length === 0)
  const build = (dockerfile: string, more = {}) =>
    built.build(treeOf({ Dockerfile: `FROM ${base}\n${dockerfile}` }), more)
  const containers = () => built.engine.listContainers(built.ours)
  return { ...built, base, build, layers, containers }
}

test('what a failed build came to stays for the next, until one succeeds without it', async (t) => {
  const { build, layers, containers } = await createCachedApp(t)
  await assert.rejects(build('RUN echo kept > /a\nRUN exit 3\n'), { id: 'build_failed' })
  const [kept, ...others] = await layers()
  assert.ok(kept)
  assert.deepEqual(others, [])
  assert.deepEqual(await containers(), [])

  const { output } = await build('RUN echo kept > /a\nCMD ["cat", "/a"]\n')
  assert.equal(output.filter((it) => it.includes('Using cache')).length, 1)
  assert.deepEqual(await layers(), [])

  await assert.rejects(build('RUN echo other > /a\nRUN exit 3\n'), { id: 'build_failed' })
  assert.equal((await layers()).length, 1)
  await build('CMD ["cat", "/a"]\n')
  assert.deepEqual(await layers(), [])
})

test('a stage that the newest build went by stays; one of a build before goes', async (t) => {
  const { base, build, layers } = await createCachedApp(t)
  const staged = (what: string) =>
    `RUN echo ${what} > /a\nFROM ${base}\nCOPY --from=0 /a /\nCMD ["cat", "/a"]\n`
  await build(staged('one'))
  const [one] = await layers()
  assert.ok(one)
  await build(staged('one'))
  assert.deepEqual(await layers(), [one])
  await build(staged('two'))
  const [two, ...others] = await layers()
  assert.ok(two && two.id !== one.id)
  assert.deepEqual(others, [])
})

test('a cancelled build takes no stage from the next one', async (t) => {
  const { base, build, layers, containers } = await createCachedApp(t)
  await build(`RUN echo one > /a\nFROM ${base}\nCOPY --from=0 /a /\nCMD ["cat", "/a"]\n`)
  const [one] = await layers()
  const abort = new AbortController()
  const onLine = (line: string) => line.includes('waiting') && abort.abort(new Error('enough'))
  await assert.rejects(build('RUN echo waiting; sleep 600\n', { signal: abort.signal, onLine }), /enough/)
  // The engine may be about to make it, and removes it then by itself.
  await until('the step to be gone', async () => (await containers()).length === 0)
  assert.ok((await layers()).some((it) => it.id === one?.id))
})

test('pushing what fails again and again leaves no more than a few', async () => {
  const images = Array.from({ length: 9 }, (_, index) => ({
    id: `sha256:${index}`.padEnd(30, '0'),
    tags: [],
  }))
  const engine = fakeEngine({
    listContainers: async () => [],
    listImages: async () => images as unknown as Image[],
    async removeImage(id, options) {
      assert.deepEqual(options, { keepParents: true })
      images.splice(
        images.findIndex((it) => it.id === id),
        1,
      )
    },
  })
  const log = { warn: (details: object, message: string) => assert.fail(message, { cause: details }) }
  const used = new Set(['8'.padEnd(12, '0')])
  await pruneLayers({ engine, controllerId: 'c', log }, { id: 'a' }, { used, isBuilt: false })
  assert.deepEqual(
    images.map((it) => it.id.charAt('sha256:'.length)),
    ['0', '1', '2', '3', '4', '8'],
  )
})

test('what can not be removed is logged, and is no reason for a build to fail', async () => {
  const warnings: string[] = []
  const log = { warn: (_details: object, message: string) => void warnings.push(message) }
  const engine = fakeEngine({ listContainers: () => Promise.reject(new Error('no engine')) })
  await pruneLayers({ engine, controllerId: 'c', log }, { id: 'a' }, { used: new Set(), isBuilt: true })
  assert.deepEqual(warnings, ['what a build left could not be removed'])
})
