import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@oclif/core'
import { ApiError, CancelError, RemoteExit, UsageError, UserError } from '../../src/lib/errors.ts'
import { describeError, reportError } from '../../src/lib/exit-codes.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const promptExit = Object.assign(new Error('User force closed the prompt'), { name: 'ExitPromptError' })
const bug = 'Please report it, with what the same command prints with QP_DEBUG=1 before it.'

const cases = [
  { error: new UsageError('nothing to do.'), exitCode: 2, code: 'usage', stderr: 'Error: nothing to do.\n' },
  {
    error: new UserError('no.', { code: 'no_app', hint: 'Try -a.' }),
    exitCode: 1,
    code: 'no_app',
    stderr: 'Error: no.\nTry -a.\n',
  },
  { error: new UserError('no.', { exitCode: 4 }), exitCode: 4, code: 'failed', stderr: 'Error: no.\n' },
  {
    error: new ApiError('taken', { status: 422, code: 'invalid_params' }),
    exitCode: 1,
    code: 'invalid_params',
    stderr: 'Error: taken\n',
  },
  {
    error: new ApiError('who?', { status: 401, code: 'unauthorized' }),
    exitCode: 4,
    code: 'unauthorized',
    stderr: 'Error: who?\n`qp login URL` logs you in.\n',
  },
  {
    error: new CancelError('Nothing was done.'),
    exitCode: 130,
    code: 'cancelled',
    stderr: 'Error: Nothing was done.\n',
  },
  { error: promptExit, exitCode: 130, code: 'cancelled', stderr: 'Error: Cancelled.\n' },
  { error: new RemoteExit(42), exitCode: 42, code: 'remote_exit', stderr: '' },
  { error: new RemoteExit(0), exitCode: 0, code: 'remote_exit', stderr: '' },
  { error: new Errors.ExitError(3), exitCode: 3, code: 'exit', stderr: '' },
  {
    error: new Errors.CLIError('bad\nSee more help with --help'),
    exitCode: 2,
    code: 'usage',
    stderr: 'Error: bad\nAdd --help to see what it takes.\n',
  },
  {
    error: new TypeError('x is undefined'),
    exitCode: 1,
    code: 'bug',
    stderr: `Error: this is a bug in qp: x is undefined\n${bug}\n`,
  },
  { error: 'a string', exitCode: 1, code: 'bug', stderr: `Error: this is a bug in qp: a string\n${bug}\n` },
]

for (const { error, exitCode, code, stderr } of cases) {
  test(`${error} exits ${exitCode} as ${code}`, () => {
    const terminal = fakeTerminal()
    assert.equal(reportError(error, { terminal, env: {} }, { json: false }), exitCode)
    assert.equal(describeError(error).code, code)
    assert.deepEqual([terminal.stderrText(), terminal.stdoutText()], [stderr, ''])
  })
}

test('a single thing that is wrong with the flags is said on one line', () => {
  const describe = (text: string) => describeError(new Errors.CLIError(text)).message
  assert.equal(
    describe('The following error occurred:\n  \x1b[2mMissing required flag level\x1b[22m'),
    'Missing required flag --level',
  )
  assert.equal(
    describe(
      'The following errors occurred:\n  Missing required flag level\n  Missing required flag url\nSee more help with --help',
    ),
    'The following errors occurred:\n  Missing required flag --level\n  Missing required flag --url',
  )
})

test('who goes by QP_API_KEY is told of it, and not to log in', () => {
  const refused = new ApiError('Invalid credentials provided.', { status: 401, code: 'unauthorized' })
  const said = (env: Record<string, string>) => {
    const terminal = fakeTerminal()
    assert.equal(reportError(refused, { terminal, env }, { json: false }), 4)
    return terminal.stderrText()
  }
  const env = { QP_URL: 'https://qp.test', QP_API_KEY: 'old' }
  assert.equal(
    said(env),
    'Error: Invalid credentials provided.\n' +
      'The token for https://qp.test is the one in QP_API_KEY: set it to another, or unset it to go by a login.\n',
  )
  const login = 'Error: Invalid credentials provided.\n`qp login URL` logs you in.\n'
  assert.equal(said({}), login)
  // The token of a controller that is named is not the variable's.
  assert.equal(said({ ...env, QP_CONTROLLER: 'other' }), login)
})

test('under --json an error is data on stdout', () => {
  const terminal = fakeTerminal()
  reportError(
    new ApiError('taken', { status: 422, code: 'invalid_params' }),
    { terminal, env: {} },
    { json: true },
  )
  assert.deepEqual(JSON.parse(terminal.stdoutText()), {
    error: { code: 'invalid_params', message: 'taken', status: 422 },
  })
  assert.equal(terminal.stderrText(), '')
})

test('under --json what a remote process ended with is no error of ours', () => {
  const terminal = fakeTerminal()
  assert.equal(reportError(new RemoteExit(7), { terminal, env: {} }, { json: true }), 7)
  assert.equal(terminal.stdoutText(), '')
})

test('QP_DEBUG shows the stack, and that of each cause', () => {
  const terminal = fakeTerminal()
  const error = new UserError('no.', { cause: new Error('disk full') })
  reportError(error, { terminal, env: { QP_DEBUG: '1' } }, { json: false })
  assert.match(
    terminal.stderrText(),
    /^Error: no\.\nUserError: no\.\n {4}at .*Caused by: Error: disk full\n {4}at /s,
  )
})
