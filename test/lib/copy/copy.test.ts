import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { copy, describePlace } from '../../../src/lib/copy/copy.ts'
import { parsePlaces } from '../../../src/lib/copy/places.ts'
import { startTally } from '../../../src/lib/copy/tally.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { servedDyno } from '../../fixtures/served-dyno.ts'
import { type FakeTerminalOptions, fakeTerminal } from '../../fixtures/terminal.ts'

async function setUp(t: TestContext) {
  const dyno = await servedDyno(t, 'mkdir d; echo hello > d/f; ln -s d/f to-f')
  const { folder: cwd } = await tempPlace(t)
  return {
    ...dyno,
    cwd,
    async run(argv: Parameters<typeof parsePlaces>, options: FakeTerminalOptions = {}, isFollowed = false) {
      const terminal = fakeTerminal(options)
      const tally = startTally()
      const places = parsePlaces(...argv)
      await copy({ api: dyno.api, app: 'blog', places, isFollowed, terminal, cwd, tally })
      return { terminal, tally }
    },
  }
}

test('out, in, and as tars', { timeout: 120_000 }, async (t) => {
  const { run, read, cwd } = await setUp(t)
  const { tally } = await run(['web.1:d', '.', {}])
  assert.deepEqual([tally.count, tally.bytes], [2, 6])
  assert.equal(await readFile(join(cwd, 'd/f'), 'utf8'), 'hello\n')

  await writeFile(join(cwd, 'new'), 'new')
  await run(['new', 'web.1:/app/d/', {}])
  assert.equal(await read('cat /app/d/new'), 'new')

  const { terminal } = await run(['web.1:d', '-', {}])
  const list = execFileSync('tar', ['t'], { input: terminal.stdoutBytes(), encoding: 'utf8' })
  assert.equal(list, 'd/\nd/f\nd/new\n')

  await mkdir(join(cwd, 'sub'))
  await writeFile(join(cwd, 'sub/x'), 'from a tar')
  const input = execFileSync('tar', ['c', 'sub'], { cwd })
  await run(['-', 'web.1:/tmp', {}], { input })
  assert.equal(await read('cat /tmp/sub/x; stat -c " %U" /tmp/sub/x'), 'from a tar app\n')
})

test("Heroku's form: the file itself, and nothing that is here is lost", { timeout: 120_000 }, async (t) => {
  const { run, cwd } = await setUp(t)
  await run(['to-f', undefined, {}])
  assert.equal(await readFile(join(cwd, 'f'), 'utf8').catch(() => 'none'), 'none')
  assert.equal(await readFile(join(cwd, 'to-f'), 'utf8'), 'hello\n')
  await run(['d/f', undefined, { dyno: 'web.1', output: 'other' }])
  assert.equal(await readFile(join(cwd, 'other'), 'utf8'), 'hello\n')
  await assert.rejects(run(['d/f', undefined, { output: 'other' }]), { message: 'other is here already.' })
})

test('a tar and a terminal do not go together', { timeout: 120_000 }, async (t) => {
  const { run } = await setUp(t)
  await assert.rejects(run(['web.1:d', '-', {}], { isTTY: true }), {
    name: 'UsageError',
    message: '- is a tar on stdout, and stdout is a terminal.',
  })
  await assert.rejects(run(['-', 'web.1:d', {}], { isTTY: true }), { name: 'UsageError' })
})

test('what is no tar on stdin is told, and so is a reader that goes', { timeout: 120_000 }, async (t) => {
  const { run, api, cwd } = await setUp(t)
  await assert.rejects(run(['-', 'web.1:d', {}], { input: 'no tar' }), { code: 'invalid_params' })
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
  })
  const terminal = { ...fakeTerminal(), stdout }
  const places = parsePlaces('web.1:d', '-', {})
  const copied = copy({ api, app: 'blog', places, isFollowed: false, terminal, cwd, tally: startTally() })
  await assert.rejects(copied, { name: 'RemoteExit', exitCode: 141 })
})

test('places in a sentence', () => {
  const { from, to } = parsePlaces('web.1:/a', '-', {})
  assert.deepEqual([describePlace(from, 'from'), describePlace(to, 'to')], ['web.1:/a', 'stdout'])
  assert.equal(describePlace(parsePlaces('-', 'web.1:/a', {}).from, 'from'), 'stdin')
  assert.equal(describePlace(parsePlaces('./x', 'web.1:/a', {}).from, 'from'), './x')
})
