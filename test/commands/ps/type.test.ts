import PsType from '../../../src/commands/ps/type.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aFormation, aLimit } from '../../fixtures/resources.ts'

const formation = [aFormation('worker', 1, 'Basic'), aFormation('web', 2)]

testAnswers(PsType, 'ps:type', [
  {
    name: 'shows the sizes, headed and aligned in a terminal',
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    stub: (api) => api.get('/apps/blog/formation').reply(200, formation),
    stdout: 'Type    Size         Qty\nweb     Standard-1X  2\nworker  Basic        1\n',
  },
  {
    name: 'shows them apart by tabs in a pipe',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/formation').reply(200, formation),
    stdout: 'web\tStandard-1X\t2\nworker\tBasic\t1\n',
  },
  {
    name: 'shows limits that stand in the place of what a size gives',
    argv: ['-a', 'blog'],
    stub: (api) => {
      const memory = aLimit('512M', { own: true })
      const cpu = aLimit('500m', { request: '250m', own: true })
      api.get('/apps/blog/formation').reply(200, [
        { ...aFormation('both', 1, 'custom'), limits: { memory, cpu } },
        { ...aFormation('cpu', 1, 'custom'), limits: { memory: aLimit('1G'), cpu } },
        { ...aFormation('memory', 1, 'custom'), limits: { memory, cpu: aLimit('1') } },
      ])
    },
    stdout: 'both\tcustom 512M, 250m/500m CPU\t1\ncpu\tcustom 250m/500m CPU\t1\nmemory\tcustom 512M\t1\n',
  },
  {
    name: 'sets one size for all',
    argv: ['standard-2x', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/formation').reply(200, formation)
      const updates = [
        { type: 'worker', size: 'standard-2x' },
        { type: 'web', size: 'standard-2x' },
      ]
      api.patch('/apps/blog/formation', { updates }).reply(200, [aFormation('web', 2, 'Standard-2X')])
    },
    stdout: 'web\tStandard-2X\t2\n',
    stderr: 'Scaling dynos on blog... done\n',
  },
  {
    name: 'sets sizes by type',
    argv: ['web=standard-2x', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/formation').reply(200, formation)
      api.patch('/apps/blog/formation', { updates: [{ type: 'web', size: 'standard-2x' }] }).reply(200, [])
    },
    stdout: '[]\n',
    stderr: 'Scaling dynos on blog... done\n',
  },
  {
    name: 'is refused where it is not clear what is meant',
    argv: ['web=', 'worker', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/formation').reply(200, formation),
    stderr: 'Error: web= is not how to size. Write it like web=Standard-2X.\n',
    exitCode: 2,
  },
])
