import AppsList from '../../../src/commands/apps/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount, anApp } from '../../fixtures/resources.ts'

const other = { id: 'user-tom', email: 'tom@example.com' }

testRefusals(AppsList, 'apps', [
  {
    argv: ['--sapce', 'x'],
    stderr: 'Error: Nonexistent flag: --sapce\nAdd --help to see what it takes.\n',
  },
  {
    argv: [],
    env: { QP_URL: undefined, QP_API_KEY: undefined },
    stderr: 'Error: not logged in to any controller.\n`qp login URL` logs you in.\n',
    exitCode: 4,
  },
  {
    argv: [],
    env: { QP_API_KEY: undefined },
    stderr: 'Error: not logged in to http://qp.test.\n`qp login http://qp.test` logs you in.\n',
    exitCode: 4,
  },
  {
    argv: ['-c', 'staging'],
    stderr: 'Error: no such controller: staging.\n`qp login URL --name NAME` adds one.\n',
    exitCode: 1,
  },
])

testAnswers(AppsList, 'apps', [
  {
    name: 'of a label',
    argv: ['--label', 'team=frontend', '--json'],
    stub: (api) => {
      api.get('/users/~/apps').query({ label: 'team=frontend' }).reply(200, [])
      api.get('/account').reply(200, anAccount())
    },
    stdout: '[]\n',
  },
  {
    name: 'lists yours, and those you work on',
    argv: [],
    stub: (api) => {
      const apps = [anApp({ name: 'shop' }), anApp({ name: 'wiki', owner: other }), anApp({ name: 'blog' })]
      api.get('/users/~/apps').reply(200, apps)
      api.get('/account').reply(200, anAccount())
    },
    stdout: '=== mia@example.com Apps\n\nblog\nshop\n\n=== Collaborated Apps\n\nwiki\ttom@example.com\n\n',
  },
  {
    name: 'lists those that are yours, and no more than asked',
    argv: ['-p', '-l', '1'],
    stub: (api) => {
      const apps = [anApp({ name: 'shop' }), anApp({ name: 'api', owner: other }), anApp({ name: 'blog' })]
      api.get('/users/~/apps').reply(200, apps)
      api.get('/account').reply(200, anAccount())
    },
    stdout: '=== mia@example.com Apps\n\nblog\n\n',
  },
  {
    name: 'lists every app',
    argv: ['-A'],
    stub: (api) => {
      api.get('/apps').reply(200, [anApp({ name: 'wiki', owner: other })])
      api.get('/account').reply(200, anAccount())
    },
    stdout: '=== Collaborated Apps\n\nwiki\ttom@example.com\n\n',
  },
  {
    name: 'says so where there are none',
    argv: [],
    stub: (api) => {
      api.get('/users/~/apps').reply(200, [])
      api.get('/account').reply(200, anAccount())
    },
    stderr: 'You have no apps. `qp apps:create` makes one.\n',
  },
  {
    name: 'gives an empty list where there are none',
    argv: ['--json'],
    stub: (api) => {
      api.get('/users/~/apps').reply(200, [])
      api.get('/account').reply(200, anAccount())
    },
    stdout: '[]\n',
  },
  {
    name: 'follows Next-Range to the last page',
    argv: ['-A', '--json'],
    stub: (api) => {
      api.get('/apps').reply(206, [], { 'next-range': ']blog..; max=1000' })
      api.get('/apps').matchHeader('range', ']blog..; max=1000').reply(200, [])
      api.get('/account').reply(200, anAccount())
    },
    stdout: '[]\n',
  },
])
