import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { diffApps } from '../../src/lib/app-diff.ts'
import { aBuildpackInstallation, anApp, aRelease, aSlug } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

interface Facts {
  stack?: string
  commit?: string | null
  config?: Record<string, string>
  buildpacks?: string[]
}

function stubApps(t: TestContext, apps: Record<string, Facts>) {
  const stub = stubController(t)
  for (const [name, { stack = 'bookworm', commit = 'abc', config = {}, buildpacks = [] }] of Object.entries(
    apps,
  )) {
    stub.get(`/apps/${name}`).reply(200, anApp({ name, build_stack: { id: stack, name: stack } }))
    const slug = commit === null ? null : { id: 's1' }
    stub.get(`/apps/${name}/releases`).reply(206, [aRelease(3, { current: true, slug })])
    if (slug) stub.get(`/apps/${name}/slugs/s1`).reply(200, aSlug({ commit }))
    stub.get(`/apps/${name}/formation`).reply(200, [])
    stub.get(`/apps/${name}/buildpack-installations`).reply(
      200,
      buildpacks.map((it) => aBuildpackInstallation(it)),
    )
    stub.get(`/apps/${name}/features`).reply(200, [])
    stub.get(`/apps/${name}/config-vars`).reply(200, config)
  }
  return platformController({ url: stubUrl, token: stubToken })
}

test('what differs, and no value of a config var', async (t) => {
  const api = stubApps(t, {
    blog: { commit: 'abc', config: { A: '1', SAME: 's', ONE: 'x' }, buildpacks: ['heroku/nodejs'] },
    shop: { commit: null, config: { A: '2', SAME: 's' }, stack: 'container' },
  })
  assert.deepEqual(await diffApps(api, 'blog', 'shop'), [
    { property: 'slug (commit)', app1: 'abc', app2: 'none' },
    { property: 'stack', app1: 'bookworm', app2: 'container' },
    { property: 'buildpacks', app1: 'heroku/nodejs', app2: 'none' },
    { property: 'config (A)', app1: 'a value', app2: 'another value' },
    { property: 'config (ONE)', app1: 'a value', app2: null },
  ])
})

test('two that are the same differ in nothing', async (t) => {
  const api = stubApps(t, { blog: { config: { A: '1' } }, shop: { config: { A: '1' } } })
  assert.deepEqual(await diffApps(api, 'blog', 'shop'), [])
})
