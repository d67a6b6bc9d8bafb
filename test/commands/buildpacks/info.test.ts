import BuildpacksInfo from '../../../src/commands/buildpacks/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpack } from '../../fixtures/resources.ts'

testRefusals(BuildpacksInfo, 'buildpacks:info', [
  {
    argv: [],
    stderr: 'Error: Missing 1 required arg:\nbuildpack  its name\nAdd --help to see what it takes.\n',
  },
])

testAnswers(BuildpacksInfo, 'buildpacks:info', [
  {
    argv: ['heroku/nodejs'],
    stub: (api) => api.get('/buildpacks').reply(200, [aBuildpack()]),
    stdout: '=== heroku/nodejs\n\ndescription: Node.js apps\nsource:      comes with the controller\n',
  },
  {
    argv: ['heroku/cobol'],
    name: 'says what to give in place of a name',
    stub: (api) => api.get('/buildpacks').reply(200, [aBuildpack()]),
    stderr:
      'Error: no buildpack is known by the name heroku/cobol.\n`qp buildpacks:search` lists the names; any other goes by the address of its git repository.\n',
    exitCode: 1,
  },
  {
    argv: ['heroku/nodejs', '--json'],
    stub: (api) => api.get('/buildpacks').reply(200, [aBuildpack()]),
    stdout: JSON.stringify(aBuildpack(), null, 2) + '\n',
  },
])
