import type nock from 'nock'
import AppsDiff from '../../../src/commands/apps/diff.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anApp, aRelease } from '../../fixtures/resources.ts'

function stubApps(api: nock.Scope, stacks: Record<string, string>) {
  for (const [name, stack] of Object.entries(stacks)) {
    api.get(`/apps/${name}`).reply(200, anApp({ name, build_stack: { id: stack, name: stack } }))
    api.get(`/apps/${name}/releases`).reply(206, [aRelease(1, { current: true, slug: null })])
    for (const part of ['formation', 'buildpack-installations', 'features'])
      api.get(`/apps/${name}/${part}`).reply(200, [])
    api.get(`/apps/${name}/config-vars`).reply(200, {})
  }
}

testRefusals(AppsDiff, 'apps:diff', [
  {
    argv: ['blog'],
    stderr: 'Error: Missing 1 required arg:\napp2  another\nAdd --help to see what it takes.\n',
  },
])

testAnswers(AppsDiff, 'apps:diff', [
  {
    argv: ['blog', 'shop'],
    stub: (api) => stubApps(api, { blog: 'bookworm', shop: 'container' }),
    stdout: 'stack\tbookworm\tcontainer\n',
  },
  {
    argv: ['blog', 'shop'],
    name: 'says so where there is nothing to tell',
    stub: (api) => stubApps(api, { blog: 'bookworm', shop: 'bookworm' }),
    stdout: 'blog and shop are the same.\n',
  },
  {
    argv: ['blog', 'shop', '--json'],
    stub: (api) => stubApps(api, { blog: 'bookworm', shop: 'container' }),
    stdout: JSON.stringify([{ property: 'stack', app1: 'bookworm', app2: 'container' }], null, 2) + '\n',
  },
])
