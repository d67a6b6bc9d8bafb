import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import HelpShow from '../../src/commands/help.ts'
import { repository } from '../fixtures/built-package.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { surroundingsOf } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

testRefusals(HelpShow, 'help', [
  { argv: ['nope'], stderr: 'Error: no such command: nope. `qp help` lists them.\n' },
  { argv: ['teams'], stderr: 'Error: qp has no teams. Each person is let into each app: `qp access:add`.\n' },
])

const surroundings = surroundingsOf({ terminal: fakeTerminal() })
const config = await Config.load({ root: repository })

async function help(...argv: string[]) {
  const terminal = fakeTerminal()
  let exitCode = 0
  const setExitCode = (code: number) => {
    exitCode = code
  }
  await new HelpShow(argv, config, { ...surroundings, terminal, setExitCode }).execute()
  return { stdout: terminal.stdoutText(), stderr: terminal.stderrText(), exitCode }
}

test('qp help lists every topic with its commands, within 80 columns', async () => {
  const { stdout, stderr, exitCode } = await help()
  assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 })
  assert.match(stdout, /^YOUR APPS$.*^ {2}config +config vars of an app\n +.*\bset\b/ms)
  assert.deepEqual(
    stdout.split('\n').filter((line) => line.length > 80),
    [],
  )
})

test('each command of the program is in qp help', async () => {
  const { stdout } = await help()
  const missing = config.commands.filter(
    ({ id, hidden }) => !hidden && !stdout.includes(id.split(':').slice(1).join(':')),
  )
  assert.deepEqual(
    missing.map(({ id }) => id),
    [],
  )
})

test('qp help config set is the help of config:set', async () => {
  const spaced = await help('config', 'set')
  assert.match(spaced.stdout, /\$ qp config:set/)
  assert.deepEqual(spaced, await help('config:set'))
})

test('what is said at the top is not said again below, and the rest is', async () => {
  const { stdout: short } = await help('config:get')
  assert.doesNotMatch(short, /DESCRIPTION/)
  const { stdout: long } = await help('login')
  assert.match(long, /^log in to a controller\n\nUSAGE\n/)
  assert.match(long, /^DESCRIPTION\n {2}log in to a controller: to qp's own/m)
})

test('usage is one line, and a description flows', async () => {
  assert.match((await help('login')).stdout, /^USAGE\n {2}\$ qp login \[URL\] \[flags\]\n\nARGUMENTS/m)
  assert.match((await help('proxy')).stdout, /^USAGE\n {2}\$ qp proxy \[flags\] \[WORDS\.\.\.\]\n/m)
  // The source breaks its line between these words.
  assert.match((await help('ps:copy')).stdout, /there takes what is copied/)
})

test('qp help git is the help of a topic', async () => {
  assert.match((await help('git')).stdout, /\$ qp git:COMMAND.*git:remote/s)
})

for (const [typed, message] of [
  ['conifg set', 'no such command: conifg set. Did you mean config:set?'],
  ['git rmeote', 'no such command: git rmeote. Did you mean git:remote?'],
] as const)
  test(`qp help ${typed} names what may have been meant`, async () => {
    assert.deepEqual(await help(...typed.split(' ')), {
      stdout: '',
      stderr: `Error: ${message}\n`,
      exitCode: 2,
    })
  })

test('qp help --json describes the commands, or one of them', async () => {
  const describe = async (...argv: string[]) => {
    const { stdout } = await help(...argv, '--json')
    assertIsJsonAnswer('help', stdout)
    return JSON.parse(stdout).map((it: { id: string }) => it.id)
  }
  assert.ok((await describe()).includes('config:set'))
  assert.deepEqual(await describe('ps:scale'), ['ps:scale'])
  assert.deepEqual(await describe('scale'), ['ps:scale'])
})
