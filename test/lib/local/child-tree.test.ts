import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { runInPlace, startTree } from '../../../src/lib/local/child-tree.ts'
import { windowsArgv } from '../../../src/lib/plugins/windows-argv.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

const quiet = { stdio: 'ignore' } as const

for (const [line, code] of [
  ['exit 7', 7],
  ['kill -9 $$', 137],
  ['no-such-program-here', 127],
] as const) {
  test(`${line}: ${code}`, async () => {
    assert.equal(await startTree(line, quiet).exit, code)
  })
}

test('all that a line started is told to end', async () => {
  const tree = startTree('sleep 1000 & echo $!; wait', { stdio: ['ignore', 'pipe', 'ignore'] })
  const { stdout } = tree.child
  assert.ok(stdout)
  const [pid = ''] = await createInterface({ input: stdout })
    [Symbol.asyncIterator]()
    .next()
    .then((it) => [it.value])
  tree.end('SIGTERM')
  assert.equal(await tree.exit, 143)
  await until('the other is gone', () => !isAlive(Number(pid)))
  tree.end('SIGTERM')
})

test('in the place of this process: words as they are, or one shell line', async () => {
  const terminal = fakeTerminal()
  assert.equal(await runInPlace(['sh', '-c', 'test "$1" = "a  b"', 'sh', 'a  b'], {}, terminal), 0)
  assert.equal(await runInPlace(['exit 3'], {}, terminal), 3)
  assert.equal(await runInPlace(['no-such-program-here', 'x'], {}, terminal), 127)
})

test('on Windows a .cmd gets each word as it is', async (t) => {
  const folder = await tempDir(t)
  await writeFile(join(folder, 'tool.cmd'), '')
  // Whoever stands in for Windows' shell says what it was given.
  await writeFile(join(folder, 'cmd.exe'), '#!/bin/sh\nprintf "%s\\n" "$@" > "$SEEN"\nexit 9\n', {
    mode: 0o755,
  })
  const seen = join(folder, 'seen')
  const env = { PATH: folder, PATHEXT: '.cmd', SEEN: seen }
  const words = ['tool', 'a b', 'x&calc', '%PATH%']
  assert.equal(await runInPlace(words, { env }, fakeTerminal(), 'win32'), 9)
  const { args } = windowsArgv(join(folder, 'tool.cmd'), words.slice(1), 'win32')
  assert.equal(await readFile(seen, 'utf8'), `${args.join('\n')}\n`)
})

test('a signal to this process is passed on', async () => {
  const terminal = fakeTerminal()
  const running = runInPlace(['sleep', '1000'], {}, terminal)
  terminal.signal('SIGINT')
  terminal.signal('SIGTERM')
  assert.equal(await running, 143)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
