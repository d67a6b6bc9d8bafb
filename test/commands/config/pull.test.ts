import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import ConfigPull from '../../../src/commands/config/pull.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

const vars = { B: 'two words', A: '1' }

testRefusals(ConfigPull, 'config:pull', [
  {
    argv: ['-a', 'blog', '-i'],
    stderr:
      'Error: --interactive needs a terminal. Without one, --overwrite lets the values of the app win.\n',
  },
])

testAnswers(ConfigPull, 'config:pull', [
  {
    name: 'prints lines in a pipe',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, vars),
    stdout: "A=1\nB='two words'\n",
  },
  {
    name: 'answers and writes nothing',
    argv: ['-a', 'blog', '--json'],
    terminal: { isTTY: true },
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { A: '1' }),
    stdout: '{\n  "A": "1"\n}\n',
  },
])

async function pull(
  t: TestContext,
  argv: string[],
  before?: string,
  terminal = fakeTerminal({ isTTY: true }),
) {
  const place = await tempPlace(t)
  const file = join(place.cwd, '.env')
  if (before !== undefined) await writeFile(file, before, { mode: 0o644 })
  stubController(t).get('/apps/blog/config-vars').reply(200, vars)
  const result = await runCommand(t, ConfigPull, ['-a', 'blog', ...argv], { place, terminal })
  const text = existsSync(file) ? await readFile(file, 'utf8') : undefined
  return { ...result, text, file }
}

test('in a terminal it writes .env, for its user alone', async (t) => {
  const { text, file, stderr, stdout } = await pull(t, [])
  assert.equal(text, "A=1\nB='two words'\n")
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.deepEqual([stdout, stderr], ['', 'Wrote the config vars of blog to .env.\n'])
})

test('a file that is there is left alone', async (t) => {
  const { text, stderr, exitCode } = await pull(t, [], 'A=2\n')
  assert.deepEqual([text, exitCode], ['A=2\n', 1])
  assert.match(stderr, /\.env is there already\.\n--overwrite lets the values/)
})

test('--overwrite lets the app win, and keeps comments and what is only here', async (t) => {
  const { text, exitCode } = await pull(t, ['--overwrite'], '# mine\nA=2\nC=3\n')
  assert.deepEqual([text, exitCode], ["# mine\nA=1\nC=3\nB='two words'\n", 0])
})

test('--interactive asks for each that differs', async (t) => {
  const terminal = fakeTerminal({ isTTY: true })
  terminal.stdin.write('n\r')
  const { text, stderr } = await pull(t, ['-i'], "A=2\nB='two words'\n", terminal)
  assert.equal(text, "A=2\nB='two words'\n")
  assert.match(stderr, /A: overwrite it by the app's value\? \(y\/N\)/)
})

test('--path names the file, also in a pipe', async (t) => {
  const { text, stdout } = await pull(t, ['-p', '.env', '-o'], 'A=2\n', fakeTerminal())
  assert.deepEqual([text, stdout], ["A=1\nB='two words'\n", ''])
})

test('a folder that is not there is not made, and the path is said as it was given', async (t) => {
  const { stderr, exitCode, file } = await pull(t, ['-p', 'none/x.env'])
  assert.equal(
    stderr,
    "Error: can't write none/x.env: no such folder: none.\nMake it with mkdir, or name another file with --path.\n",
  )
  assert.equal(exitCode, 1)
  assert.equal(existsSync(join(dirname(file), 'none')), false)
  const written = await pull(t, ['-p', './x.env'])
  assert.equal(written.stderr, 'Wrote the config vars of blog to ./x.env.\n')
})
