import BuildpacksAdd from '../../../src/commands/buildpacks/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpackInstallation } from '../../fixtures/resources.ts'

testRefusals(BuildpacksAdd, 'buildpacks:add', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nbuildpack  a name such as heroku/nodejs, or the address of a git repository\nAdd --help to see what it takes.\n',
  },
])

testAnswers(BuildpacksAdd, 'buildpacks:add', [
  {
    argv: ['heroku/nodejs', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/buildpack-installations').reply(200, [])
      api
        .put('/apps/blog/buildpack-installations', { updates: [{ buildpack: 'heroku/nodejs' }] })
        .reply(200, [aBuildpackInstallation('heroku/nodejs')])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stderr:
      'Adding the buildpack heroku/nodejs to blog... done\nThe next build of blog will use:\nheroku/nodejs\n`git push` makes one.\n',
  },
  {
    argv: ['heroku/nodejs', '-a', 'blog'],
    name: 'refuses what is there',
    stub: (api) => api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation()]),
    stderr:
      'Adding the buildpack heroku/nodejs to blog... failed\nError: The buildpack heroku/nodejs is already set on the app.\n',
    exitCode: 1,
  },
  {
    argv: ['heroku/nodejs', '-i', '1', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation('qp/null')])
      api
        .put('/apps/blog/buildpack-installations', {
          updates: [{ buildpack: 'heroku/nodejs' }, { buildpack: 'qp/null' }],
        })
        .reply(200, [aBuildpackInstallation('heroku/nodejs'), aBuildpackInstallation('qp/null', 1)])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stdout:
      JSON.stringify(
        [aBuildpackInstallation('heroku/nodejs'), aBuildpackInstallation('qp/null', 1)],
        null,
        2,
      ) + '\n',
    stderr:
      'Adding the buildpack heroku/nodejs to blog... done\nThe next build of blog will use:\n1. heroku/nodejs\n2. qp/null\n`git push` makes one.\n',
  },
])
