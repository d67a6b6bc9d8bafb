import BuildpacksClear from '../../../src/commands/buildpacks/clear.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpackInstallation } from '../../fixtures/resources.ts'

testRefusals(BuildpacksClear, 'buildpacks:clear', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(BuildpacksClear, 'buildpacks:clear', [
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/buildpack-installations').reply(200, [aBuildpackInstallation('qp/null')])
      api.put('/apps/blog/buildpack-installations', { updates: [] }).reply(200, [])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stdout: '[]\n',
    stderr:
      'Removing all buildpacks from blog... done\nThe next build of blog finds out its buildpack by itself.\n',
  },
])
