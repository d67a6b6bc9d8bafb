import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { runBeside } from '../../../src/lib/proxy/run-beside.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

const { PATH } = process.env

test('a program gets its words and its environment, and its code comes back', async (t) => {
  const file = join(await tempDir(t), 'said')
  const words = ['sh', '-c', 'printf "%s %s" "$GREETING" "$1" > "$0"; exit 7', file, 'a b']
  assert.equal(await runBeside(words, { env: { PATH, GREETING: 'hi' }, terminal: fakeTerminal() }), 7)
  assert.equal(await readFile(file, 'utf8'), 'hi a b')
})

test('a signal is the program’s to decide about', { timeout: 120_000 }, async (t) => {
  const file = join(await tempDir(t), 'ready')
  const terminal = fakeTerminal()
  const line = 'trap "exit 5" TERM; echo ready > "$0"; while :; do sleep 0.05; done'
  const ended = runBeside(['sh', '-c', line, file], { env: { PATH }, terminal })
  await until('it is ready', () =>
    readFile(file, 'utf8').then(
      (it) => it !== '',
      () => false,
    ),
  )
  // Of a terminal it has that itself; sh without a trap for it would end by 130.
  assert.ok(terminal.signal('SIGINT'))
  assert.ok(terminal.signal('SIGTERM'))
  assert.equal(await ended, 5)
  assert.equal(terminal.signal('SIGTERM'), false)
})

test('a program that is not there is named', async () => {
  await assert.rejects(runBeside(['no-such-program'], { env: { PATH }, terminal: fakeTerminal() }), {
    message: "can't run no-such-program: spawn no-such-program ENOENT.",
    hint: 'Without words `qp proxy` says what to set for it.',
  })
})
