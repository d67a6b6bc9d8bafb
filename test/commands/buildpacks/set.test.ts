import BuildpacksSet from '../../../src/commands/buildpacks/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpackInstallation } from '../../fixtures/resources.ts'

testRefusals(BuildpacksSet, 'buildpacks:set', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nbuildpack  a name such as heroku/nodejs, or the address of a git repository\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['heroku/nodejs', '-i', '0', '-a', 'blog'],
    stderr:
      'Error: --index: Expected an integer greater than or equal to 1 but received: 0\nAdd --help to see what it takes.\n',
  },
])

testAnswers(BuildpacksSet, 'buildpacks:set', [
  {
    argv: ['heroku/nodejs', '-a', 'blog'],
    name: 'replaces the first',
    stub: (api) => {
      api
        .get('/apps/blog/buildpack-installations')
        .reply(200, [aBuildpackInstallation('qp/null'), aBuildpackInstallation('https://example.com/own', 1)])
      api
        .put('/apps/blog/buildpack-installations', {
          updates: [{ buildpack: 'heroku/nodejs' }, { buildpack: 'https://example.com/own' }],
        })
        .reply(200, [
          aBuildpackInstallation('heroku/nodejs'),
          aBuildpackInstallation('https://example.com/own', 1),
        ])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stderr:
      'Setting the buildpack of blog... done\nThe next build of blog will use:\n1. heroku/nodejs\n2. https://example.com/own\n`git push` makes one.\n',
  },
  {
    argv: ['heroku/nodejs', '-i', '2', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation('qp/null')])
      api
        .put('/apps/blog/buildpack-installations', {
          updates: [{ buildpack: 'qp/null' }, { buildpack: 'heroku/nodejs' }],
        })
        .reply(200, [aBuildpackInstallation('qp/null'), aBuildpackInstallation('heroku/nodejs', 1)])
      api.get('/apps/blog/config-vars').reply(200, { BUILDPACK_URL: 'x' })
    },
    stdout:
      JSON.stringify(
        [aBuildpackInstallation('qp/null'), aBuildpackInstallation('heroku/nodejs', 1)],
        null,
        2,
      ) + '\n',
    stderr:
      'Setting the buildpack of blog... done\nThe config var BUILDPACK_URL is set, and comes first: `qp config:unset BUILDPACK_URL -a blog` takes it away.\n',
  },
])
