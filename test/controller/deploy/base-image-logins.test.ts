import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseImageLogins } from '../../../src/controller/deploy/base-image-logins.ts'
import type { Engine } from '../../../src/controller/engine/engine.ts'
import { createBuildApp, treeOf } from '../../fixtures/build.ts'
import { getTestEngine } from '../../fixtures/engine.ts'
import { testRegistry } from '../../fixtures/registry.ts'

const login = { username: 'ann', password: 'secret' }
const cases = [
  {
    froms: ['reg.example:5000/base', 'node', 'team/base', 'reg.example:5000/other'],
    server: 'reg.example:5000',
  },
  { froms: ['node', 'team/base:1'], server: 'docker.io' },
  { froms: ['node', 'docker.io/library/node'], server: undefined },
]

for (const { froms, server } of cases) {
  test(`${froms.join(', ')}: the login goes to ${server ?? 'nobody'}`, () => {
    const logins = baseImageLogins(froms, login)
    assert.deepEqual(
      logins.map((it) => it.auth),
      server === undefined ? [] : [{ server, ...login }],
    )
    assert.deepEqual(baseImageLogins(froms, undefined), [])
  })
}

test('a Dockerfile begins from a private image, which nobody else finds afterwards', async (t) => {
  const { host } = await testRegistry(t, login)
  const image = `${host}/team/base:v1`
  const { build, engine } = createBuildApp(t)
  for (const files of [
    { Dockerfile: `FROM ${image}\nCMD ["hello"]\n` },
    { Dockerfile: `ARG BASE=${image}\nFROM $BASE\nCMD ["hello"]\n` },
    { Dockerfile: `FROM scratch\nCOPY --from=${image} /hello /\nCMD ["hello"]\n` },
    {
      'heroku.yml': 'build:\n  docker:\n    web: docker/Dockerfile\n',
      'docker/Dockerfile': `FROM ${image}\nCMD ["hello"]\n`,
    },
  ]) {
    await assert.rejects(build(treeOf(files)), { id: 'build_failed', message: /unauthorized|no basic auth/ })
    const { slug, output } = await build(treeOf(files), { registry: login })
    assert.ok(output.includes(`-----> Pulling ${image}`), output.join('\n'))
    assert.deepEqual((await engine.findImage(slug.image))?.argv, ['hello'])
    assert.equal(await engine.findImage(image), undefined)
  }
})

test('what a build begins from stays what it was, though another build takes its name away', async (t) => {
  const { host } = await testRegistry(t, login)
  const image = `${host}/team/base:v1`
  const real = getTestEngine()
  const engine: Engine = {
    ...real,
    buildImage: async (options) => {
      await real.removeImage(image)
      await real.buildImage(options)
    },
  }
  const { build } = createBuildApp(t, { engine })
  const tree = treeOf({ Dockerfile: `FROM ${image}\nCMD ["hello"]\n` })
  const { slug, output } = await build(tree, { registry: login })
  assert.ok(output.includes(`       Step 1/2 : FROM ${image}`), output.join('\n'))
  assert.equal(output.filter((it) => it.includes('Digest: ')).length, 1, output.join('\n'))
  assert.deepEqual(
    (await real.listTags(slug.image.split(':')[0] ?? '')).filter((it) => it !== slug.image),
    [],
  )
})
