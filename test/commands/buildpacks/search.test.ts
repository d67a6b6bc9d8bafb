import BuildpacksSearch from '../../../src/commands/buildpacks/search.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuildpack } from '../../fixtures/resources.ts'

const ruby = aBuildpack({
  name: 'heroku/ruby',
  description: 'Ruby apps',
  url: 'https://example.com/ruby',
  built_in: false,
})
const own = aBuildpack({ name: 'qp/null', description: 'the rest' })

testRefusals(BuildpacksSearch, 'buildpacks:search', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

testAnswers(BuildpacksSearch, 'buildpacks:search', [
  {
    argv: [],
    stub: (api) => api.get('/buildpacks').reply(200, [ruby, own]),
    stdout: 'heroku/ruby\thttps://example.com/ruby\tRuby apps\nqp/null\tthe controller\tthe rest\n',
  },
  {
    argv: ['RUBY'],
    stub: (api) => api.get('/buildpacks').reply(200, [ruby, own]),
    stdout: 'heroku/ruby\thttps://example.com/ruby\tRuby apps\n',
  },
  {
    argv: ['--namespace', 'qp', '--name', 'ruby'],
    name: 'wants all of it',
    stub: (api) => api.get('/buildpacks').reply(200, [ruby, own]),
    stderr: 'No buildpack found. Any other is set by its address: `qp buildpacks:set https://…`.\n',
  },
  {
    argv: ['--description', 'rest', '--json'],
    stub: (api) => api.get('/buildpacks').reply(200, [ruby, own]),
    stdout: JSON.stringify([own], null, 2) + '\n',
  },
])
