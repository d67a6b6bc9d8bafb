import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkUsable, findUsableImage } from '../../../src/controller/deploy/usable-images.ts'
import type { Image } from '../../../src/controller/engine/engine.ts'
import { createBuildApp, packTree, treeOf } from '../../fixtures/build.ts'
import { getTestImage } from '../../fixtures/engine.ts'
import { testRegistry } from '../../fixtures/registry.ts'

const login = { username: 'ann', password: 'secret' }
const app = { id: 'mine' }
const id = 'f4a8174c3ec1d9'

function engineWith(image: Partial<Image>) {
  const found: Image = {
    id: `sha256:${id}`,
    tags: [],
    labels: {},
    size: 1,
    exposedPorts: [],
    argv: [],
    ...image,
  }
  return { findImage: async () => found }
}

for (const [what, name, image, isUsable] of [
  ['by its name', 'node:20', { tags: ['node:20'] }, true],
  ['by an id that one was told', id.slice(0, 12), {}, true],
  ['by digits that one can try out', 'f4a8', {}, false],
  ['by such digits with their algorithm', 'sha256:f4a8', {}, false],
  ['by a name that its id happens to begin with', 'f4a8', { tags: ['f4a8:latest'] }, true],
  ['of the app itself', 'qp/mine:1', { tags: ['qp/mine:1'], labels: { 'qp.app': 'mine' } }, true],
  ['of another app', 'qp/other:1', { tags: ['qp/other:1'], labels: { 'qp.app': 'other' } }, false],
  ['of another app by its id', id, { labels: { 'qp.app': 'other' } }, false],
] as const) {
  test(`an image ${what} is ${isUsable ? '' : 'not '}there for an app`, async () => {
    const engine = engineWith(image)
    assert.equal((await findUsableImage(engine, app, name)) !== undefined, isUsable)
    const checked = checkUsable(engine, app, [name])
    if (isUsable) await checked
    else
      await assert.rejects(checked, {
        id: 'build_failed',
        message: `There is no image ${name} that this app may use.`,
      })
  })
}

test('what an app is made of is nowhere to be had for another', async (t) => {
  const owner = createBuildApp(t)
  const base = await getTestImage(owner.engine)
  const { slug } = await owner.build(
    treeOf({ Dockerfile: `FROM ${base}\nCOPY . /src\nCMD ["true"]\n`, secret: 's' }),
  )
  const made = await owner.engine.findImage(slug.image)
  const digits = made?.id.replace('sha256:', '').slice(0, 11) ?? assert.fail('no image')
  const other = createBuildApp(t)
  const refused = { id: 'build_failed', message: /There is no image/ }
  for (const name of [slug.image, digits])
    for (const Dockerfile of [
      `FROM ${name}\n`,
      `ARG A=${name}\nFROM $A\n`,
      `FROM ${base}\nCOPY --from=${name} / /stolen\n`,
      `FROM ${base}\nCOPY --fr"om"=${name} / /stolen\n`,
      `ARG "A"=${name}\nFROM $A\n`,
    ])
      await assert.rejects(other.build(treeOf({ Dockerfile })), refused)
  await assert.rejects(other.build({ kind: 'image', image: slug.image }), refused)
  const trap = `${slug.image}-trap`
  t.after(() => owner.engine.removeImage(trap))
  await owner.engine.buildImage({
    context: packTree({
      Dockerfile: `FROM ${base}\nONBUILD COPY --from=${digits} / /stolen\nCMD ["true"]\n`,
    }),
    dockerfile: 'Dockerfile',
    tag: trap,
    labels: {},
    buildArgs: {},
    memoryMb: 256,
    cpus: 1,
    onOutput: () => {},
    signal: new AbortController().signal,
  })
  await assert.rejects(other.build(treeOf({ Dockerfile: `FROM ${trap}\n` })), refused)
  await assert.rejects(other.build({ kind: 'image', image: trap }), refused)
  for (const unseen of ['.qp.dockerfile', '././Dockerfile'])
    await assert.rejects(
      other.build(
        treeOf({
          'heroku.yml': 'build:\n  docker:\n    web: none/Dockerfile\n',
          [unseen]: `FROM ${slug.image}\n`,
        }),
      ),
      { id: 'build_failed', message: /^The source has no none\/Dockerfile/ },
    )
  const onBuild = ['RUN true', `# escape=\`\nCOPY \`\n --from=${digits} / /stolen`]
  const remote = `${(await testRegistry(t, { ...login, onBuild })).host}/trap`
  for (const Dockerfile of [`FROM ${remote}\n`, `ARG A=${remote}\nFROM $A\n`]) {
    await assert.rejects(other.build(treeOf({ Dockerfile }), { registry: login }), refused)
    assert.equal(await other.engine.findImage(remote), undefined)
  }
})
