import Regions from '../../src/commands/regions.ts'
import { testAnswers, testRefusals } from '../fixtures/command-tables.ts'
import { aRegion } from '../fixtures/resources.ts'

testRefusals(Regions, 'regions', [
  {
    argv: ['--common', '--private'],
    stderr:
      'Error: --common=true cannot also be provided when using --private\n' +
      'Add --help to see what it takes.\n',
  },
])

testAnswers(Regions, 'regions', [
  {
    argv: [],
    stub: (api) => api.get('/regions').reply(200, [aRegion()]),
    stdout: 'local\tvm, Self-hosted\tCommon Runtime\n',
  },
  { argv: ['--private'], stub: (api) => api.get('/regions').reply(200, [aRegion()]) },
  {
    argv: ['--common', '--json'],
    stub: (api) => api.get('/regions').reply(200, [aRegion()]),
    stdout: JSON.stringify([aRegion()], null, 2) + '\n',
  },
])
