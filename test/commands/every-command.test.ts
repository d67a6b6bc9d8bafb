import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import type { Command } from '@oclif/core'
import { readDescribedCommands } from '../../script/build.d/manifest.ts'
import { repository } from '../fixtures/built-package.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { type CommandClass, type RunResult, runCommand } from '../fixtures/run-command.ts'

// What every command keeps to. That --help says the same by the short way and by all of oclif is test/start/run.test.ts's, that
// examples run test/acceptance/examples.test.ts's, and what is answered in JSON test/api-types/json-answers.test.ts's.

const commands = Object.values(await readDescribedCommands(repository))

suite('every command says what it does, with what, and shows it', () => {
  for (const { id, description, args, flags, examples } of commands) {
    test(id, () => {
      assert.ok(description, 'it has no description')
      assert.ok(examples && examples.length > 0, 'it has no example')
      const words = [...Object.values(args), ...Object.values(flags)]
      assert.deepEqual(
        words.filter((it) => !it.description).map((it) => it.name),
        [],
      )
    })
  }
})

suite('an unknown flag is a usage error, in words and in JSON', () => {
  for (const command of commands) {
    test(command.id, async (t) => {
      const { stdout, stderr, exitCode } = await run(t, command, ['--no-such-flag'])
      assert.deepEqual({ stdout, exitCode }, { stdout: '', exitCode: 2 })
      assert.match(stderr, /^Error: .*--no-such-flag/)
      if (command.enableJsonFlag)
        assertFailsInJson(command, await run(t, command, ['--no-such-flag', '--json']), 2)
    })
  }
})

suite('who is not logged in is told so, in words and in JSON', () => {
  for (const command of commands.filter(needsLogin)) {
    test(command.id, async (t) => {
      const argv = fillIn(command)
      const { stderr, exitCode } = await run(t, command, argv)
      assert.ok([1, 2, 4].includes(exitCode), String(exitCode))
      assert.match(stderr, /^Error: /m)
      assert.doesNotMatch(stderr, /this is a bug/)
      if (command.enableJsonFlag)
        assertFailsInJson(command, await run(t, command, ['--json', ...argv]), exitCode)
    })
  }
})

test('every topic of more than one command is explained', async () => {
  const { oclif } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  const topics = Object.groupBy(commands, ({ id }) => id.replace(/:.*/, ''))
  const bare = Object.keys(topics).filter(
    (it) => (topics[it]?.length ?? 0) > 1 && !oclif.topics[it]?.description,
  )
  assert.deepEqual(bare, [])
})

function assertFailsInJson({ id }: Command.Cached, { stdout, exitCode }: RunResult, expected: number): void {
  assert.equal(exitCode, expected)
  assertIsJsonAnswer(id, stdout, exitCode)
}

/** What `qp doctor` is asked is just whether there is a login: it answers that there is none. */
function needsLogin({ id, flags }: Command.Cached): boolean {
  return flags['controller'] !== undefined && !['doctor', 'logout'].includes(id)
}

/** Something for all that it can't do without. */
function fillIn({ args, flags }: Command.Cached): string[] {
  const needed = Object.values(flags).flatMap((it) => (it.required ? [`--${it.name}`, optionOf(it)] : []))
  const words = Object.values(args).flatMap((it) => (it.required ? ['web.1'] : []))
  return [...(flags['app'] ? ['-a', 'blog'] : []), ...needed, ...words]
}

function optionOf(flag: Command.Flag.Cached): string {
  return (flag.type === 'option' && flag.options?.[0]) || '1'
}

async function run(
  t: TestContext,
  { relativePath = [] }: Command.Cached,
  argv: string[],
): Promise<RunResult> {
  const { default: Class } = (await import(join(repository, ...relativePath))) as { default: CommandClass }
  return runCommand(t, Class, argv, {
    env: { QP_URL: undefined, QP_API_KEY: undefined },
    terminal: { input: '' },
  })
}
