import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appFlag, controllerFlag, restArgument } from '../../src/lib/app-flag.ts'
import { ApiError, RemoteExit, UserError } from '../../src/lib/errors.ts'
import { reportError } from '../../src/lib/exit-codes.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import { QpCommand } from '../../src/lib/qp-command.ts'
import { runCommand, tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

class Echo extends QpCommand {
  static override args = { words: restArgument('words') }

  async run() {
    const { args } = await this.parse(Echo)
    const words = args.words ?? []
    this.say('talking')
    this.log(words.join(' '))
    if (words[0] === 'fail') throw new UserError('failed as asked', { code: 'asked' })
    if (words[0] === 'exit') throw new RemoteExit(Number(words[1]))
    return words
  }
}

const cases = [
  { argv: ['a', 'b'], stdout: 'a b\n', stderr: 'talking\n', exitCode: 0 },
  { argv: ['a', '--json'], stdout: '[\n  "a"\n]\n', stderr: 'talking\n', exitCode: 0 },
  { argv: ['a', '-j'], stdout: '[\n  "a"\n]\n', stderr: 'talking\n', exitCode: 0 },
  { argv: ['--', '--json'], stdout: '--json\n', stderr: 'talking\n', exitCode: 0 },
  { argv: ['%s', '100%'], stdout: '%s 100%\n', stderr: 'talking\n', exitCode: 0 },
  { argv: ['fail'], stdout: 'fail\n', stderr: 'talking\nError: failed as asked\n', exitCode: 1 },
  {
    argv: ['fail', '--json'],
    stdout: '{\n  "error": {\n    "code": "asked",\n    "message": "failed as asked"\n  }\n}\n',
    stderr: 'talking\n',
    exitCode: 1,
  },
  { argv: ['a', '--quiet'], stdout: 'a\n', stderr: '', exitCode: 0 },
  { argv: ['fail', '--quiet'], stdout: 'fail\n', stderr: 'Error: failed as asked\n', exitCode: 1 },
  { argv: ['--', '--quiet'], stdout: '--quiet\n', stderr: 'talking\n', exitCode: 0 },
  { argv: ['exit', '42'], stdout: 'exit 42\n', stderr: 'talking\n', exitCode: 42 },
  { argv: ['exit', '42', '--json'], stdout: '', stderr: 'talking\n', exitCode: 42 },
]

for (const { argv, ...expected } of cases) {
  test(`a command with ${argv.join(' ')}`, async (t) => {
    assert.deepEqual(await runCommand(t, Echo, argv), expected)
  })
}

test('a command line that can not be parsed is answered in JSON too, where it asks for that', async (t) => {
  const { stdout, exitCode } = await runCommand(t, Echo, ['--json', '--nope'])
  assert.deepEqual([JSON.parse(stdout).error.code, exitCode], ['usage', 2])
})

test('--no-color takes the colours away, also from an error', async (t) => {
  const terminal = { colour: true }
  const plain = { stdout: 'fail\n', stderr: 'talking\nError: failed as asked\n', exitCode: 1 }
  assert.deepEqual(await runCommand(t, Echo, ['fail', '--no-color'], { terminal }), plain)
  assert.notDeepEqual(await runCommand(t, Echo, ['fail'], { terminal }), plain)
})

test('nothing that is shown steers the terminal, and a pipe gets what there is', async (t) => {
  const title = '\u001b]0;evil\u0007'
  const shown = await runCommand(t, Echo, [title], { terminal: { isTTY: true } })
  assert.equal(shown.stdout, '^[]0;evil^G\n')
  assert.equal((await runCommand(t, Echo, [title])).stdout, `${title}\n`)
  const refused = new ApiError(`No such app: ${title}.`, { status: 404, code: 'not_found' })
  const terminal = fakeTerminal()
  reportError(refused, { terminal, env: {} }, { json: false })
  assert.equal(terminal.stderrText(), 'Error: No such app: ^[]0;evil^G.\n')
})

async function refuse(): Promise<object> {
  throw new ApiError('No such app: blog.', { status: 404, code: 'not_found' })
}

class AskOfApp extends QpCommand {
  static override flags = appFlag

  async run() {
    await this.parse(AskOfApp)
    return refuse()
  }
}

/** Like `apps:create`: its `--remote` is of no app that there is. */
class AskOfNoApp extends QpCommand {
  static override flags = { ...controllerFlag, remote: appFlag.remote }

  async run() {
    await this.parse(AskOfNoApp)
    return refuse()
  }
}

test('with several logins, who refused is said where no flag names it', async (t) => {
  const place = await tempPlace(t)
  for (const name of ['prod', 'legacy'])
    await saveProfile(place.configDir, {
      name,
      url: `https://${name}.example.com`,
      email: 'mia',
      isTokenOurs: false,
    })
  const options = { place, env: { QP_URL: undefined } }
  const ask = async (command: typeof AskOfApp | typeof AskOfNoApp, argv: string[]) =>
    (await runCommand(t, command, argv, options)).stderr
  const plain = 'Error: No such app: blog.\n'
  const told = `${plain}That was https://legacy.example.com; -c prod asks another.\n`
  assert.equal(await ask(AskOfApp, []), told)
  assert.equal(await ask(AskOfApp, ['-r', 'qp']), plain)
  assert.equal(await ask(AskOfApp, ['-c', 'legacy']), plain)
  assert.equal(await ask(AskOfNoApp, ['--remote', 'qp']), told)
})
