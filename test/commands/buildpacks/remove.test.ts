import BuildpacksRemove from '../../../src/commands/buildpacks/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpackInstallation } from '../../fixtures/resources.ts'

testRefusals(BuildpacksRemove, 'buildpacks:remove', [
  { argv: ['-a', 'blog'], stderr: 'Error: Name a buildpack, or its place by --index, and not both.\n' },
  {
    argv: ['qp/null', '-i', '1', '-a', 'blog'],
    stderr: 'Error: Name a buildpack, or its place by --index, and not both.\n',
  },
])

testAnswers(BuildpacksRemove, 'buildpacks:remove', [
  {
    argv: ['qp/null', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation('qp/null')])
      api.put('/apps/blog/buildpack-installations', { updates: [] }).reply(200, [])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stderr:
      'Removing a buildpack from blog... done\nThe next build of blog finds out its buildpack by itself.\n',
  },
  {
    argv: ['-i', '3', '-a', 'blog'],
    name: 'refuses a place where there is none',
    stub: (api) => api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation()]),
    stderr:
      'Removing a buildpack from blog... failed\nError: There is no buildpack number 3 on the app. Nothing was removed.\nIt has heroku/nodejs.\n',
    exitCode: 1,
  },
  {
    argv: ['-i', '1', '-a', 'blog', '--json'],
    stub: (api) => {
      api
        .get('/apps/blog/buildpack-installations')
        .reply(200, [aBuildpackInstallation('qp/null'), aBuildpackInstallation('heroku/nodejs', 1)])
      api
        .put('/apps/blog/buildpack-installations', { updates: [{ buildpack: 'heroku/nodejs' }] })
        .reply(200, [aBuildpackInstallation('heroku/nodejs')])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stdout: JSON.stringify([aBuildpackInstallation('heroku/nodejs')], null, 2) + '\n',
    stderr:
      'Removing a buildpack from blog... done\nThe next build of blog will use:\nheroku/nodejs\n`git push` makes one.\n',
  },
])
