import ConfigList from '../../../src/commands/config/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const vars = { RAILS_ENV: 'production', A: '1', MULTI: "it's\ntwo lines", EMPTY: '', SPACE: ' x ' }

testRefusals(ConfigList, 'config', [
  {
    argv: ['-a', 'blog', 'A'],
    stderr: 'Error: Unexpected argument: A\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['-a'],
    stderr: 'Error: Flag --app expects a value\nAdd --help to see what it takes.\n',
  },
  {
    argv: [],
    exitCode: 1,
    stderr:
      'Error: no app named.\nName one with -a APP or QP_APP, or give this folder a remote with `qp git:remote -a APP`.\n',
  },
])

testAnswers(ConfigList, 'config', [
  {
    name: 'shows them sorted and aligned, each on one line',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, vars),
    stdout:
      '=== blog Config Vars\n\nA:         1\nEMPTY:\nMULTI:     "it\'s\\ntwo lines"\nRAILS_ENV: production\nSPACE:     " x "\n',
  },
  {
    name: 'takes the app from QP_APP',
    argv: [],
    env: { QP_APP: 'shop' },
    stub: (api) => api.get('/apps/shop/config-vars').reply(200, { A: '1' }),
    stdout: '=== shop Config Vars\n\nA: 1\n',
  },
  {
    name: 'prints the same under the name that Deis has for it',
    argv: ['-a', 'blog', '--diff'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { B: 'two words', A: '1' }),
    stdout: "A=1\nB='two words'\n",
  },
  {
    name: 'prints it on one line',
    argv: ['-a', 'blog', '--oneline'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { B: 'two words', A: '1' }),
    stdout: "A=1 B='two words'\n",
  },
  {
    name: 'prints what a shell reads back',
    argv: ['-a', 'blog', '-s'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, vars),
    stdout: "A=1\nEMPTY=\nMULTI='it'\\''s\ntwo lines'\nRAILS_ENV=production\nSPACE=' x '\n",
  },
  {
    name: 'gives the values as they are',
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { MULTI: 'a\nb' }),
    stdout: '{\n  "MULTI": "a\\nb"\n}\n',
  },
  {
    name: 'gives an empty object where there are none',
    argv: ['-a', 'blog', '-j'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, {}),
    stdout: '{}\n',
  },
  {
    name: 'says what the controller refuses, and exits 1',
    argv: ['-a', 'blog'],
    stub: (api) =>
      api
        .get('/apps/blog/config-vars')
        .reply(404, { id: 'not_found', message: 'no such app: blog. `qp apps` lists yours.' }),
    stderr: 'Error: no such app: blog. `qp apps` lists yours.\n',
    exitCode: 1,
  },
  {
    name: 'exits 4 where the token is not valid',
    argv: ['-a', 'blog'],
    stub: (api) =>
      api
        .get('/apps/blog/config-vars')
        .reply(401, { id: 'unauthorized', message: 'Invalid credentials provided.' }),
    stderr:
      'Error: Invalid credentials provided.\n' +
      'The token for http://qp.test is the one in QP_API_KEY: set it to another, or unset it to go by a login.\n',
    exitCode: 4,
  },
  {
    name: 'gives errors in JSON too',
    argv: ['-a', 'blog', '--json'],
    stub: (api) =>
      api.get('/apps/blog/config-vars').reply(404, { id: 'not_found', message: 'no such app: blog.' }),
    stdout:
      '{\n  "error": {\n    "code": "not_found",\n    "message": "no such app: blog.",\n    "status": 404\n  }\n}\n',
    exitCode: 1,
  },
  {
    name: 'keeps an app name within its path',
    argv: ['-a', '../x?y', '--json'],
    stub: (api) => api.get('/apps/..%2Fx%3Fy/config-vars').reply(200, {}),
    stdout: '{}\n',
  },
])
