import BuildpacksList from '../../../src/commands/buildpacks/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpackInstallation } from '../../fixtures/resources.ts'

testRefusals(BuildpacksList, 'buildpacks', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(BuildpacksList, 'buildpacks', [
  {
    argv: ['-a', 'blog'],
    name: 'numbers several',
    stub: (api) =>
      api
        .get('/apps/blog/buildpack-installations')
        .reply(200, [
          aBuildpackInstallation('heroku/nodejs'),
          aBuildpackInstallation('https://example.com/own', 1),
        ]),
    stdout: '=== blog Buildpacks\n\n1. heroku/nodejs\n2. https://example.com/own\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'shows one',
    stub: (api) =>
      api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation('heroku/nodejs')]),
    stdout: '=== blog Buildpack\n\nheroku/nodejs\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says so where there are none',
    stub: (api) => api.get('/apps/blog/buildpack-installations').reply(200, []),
    stderr: 'blog has no buildpacks set: a build finds out. `qp buildpacks:set` sets one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation()]),
    stdout: JSON.stringify([aBuildpackInstallation()], null, 2) + '\n',
  },
])
