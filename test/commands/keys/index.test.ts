import Keys from '../../../src/commands/keys/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aKey } from '../../fixtures/resources.ts'

const keys = [aKey(), aKey({ comment: 'ci', fingerprint: 'SHA256:def', public_key: 'ssh-ed25519 BBBB ci' })]

testRefusals(Keys, 'keys', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(Keys, 'keys', [
  {
    argv: [],
    stub: (api) => api.get('/account/keys').reply(200, keys),
    stdout: 'mia@laptop\tSHA256:abc\nci\tSHA256:def\n',
  },
  {
    argv: ['--long'],
    stub: (api) => api.get('/account/keys').reply(200, keys),
    stdout: 'ssh-ed25519 AAAAC3Nz mia@laptop\nssh-ed25519 BBBB ci\n',
  },
  {
    argv: [],
    name: 'says how to add one',
    stub: (api) => api.get('/account/keys').reply(200, []),
    stderr: 'You have no keys. `qp keys:add` adds one.\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/account/keys').reply(200, keys),
    stdout: JSON.stringify(keys, null, 2) + '\n',
  },
])
