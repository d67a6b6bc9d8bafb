import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { choosePublicKey, readPublicKey } from '../../src/lib/public-key-file.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'
import { until } from '../fixtures/until.ts'

test('of the keys in ~/.ssh the safest, once the person agrees', async (t) => {
  const { folder, place } = await home(t)
  await assert.rejects(choosePublicKey(place(), true), { code: 'no_key', hint: /ssh-keygen/ })
  await mkdir(join(folder, '.ssh'))
  for (const name of ['id_rsa.pub', 'id_ed25519.pub']) await writeFile(join(folder, '.ssh', name), 'x')
  const path = join(folder, '.ssh', 'id_ed25519.pub')
  assert.equal(await choosePublicKey(place(), true), path)
  await assert.rejects(choosePublicKey(place(), false), { name: 'UsageError' })
  for (const [answer, outcome] of [
    ['\r', 'taken'],
    ['no\r', 'UserError'],
  ] as const) {
    const terminal = fakeTerminal({ isTTY: true })
    const chosen = choosePublicKey(place(terminal), false).then(
      () => 'taken',
      (error: Error) => error.name,
    )
    await until('it asks', () => terminal.stderrText().includes('Add '))
    terminal.stdin.write(answer)
    assert.equal(await chosen, outcome)
  }
})

test('a file that can not be read is named', async (t) => {
  const { folder, place } = await home(t)
  await writeFile(join(folder, 'id.pub'), 'ssh-ed25519 AAAA')
  assert.equal(await readPublicKey(place(), 'id.pub'), 'ssh-ed25519 AAAA')
  await assert.rejects(readPublicKey(place(), 'x.pub'), { code: 'unreadable_file', message: /x\.pub/ })
})

async function home(t: Parameters<typeof tempPlace>[0]) {
  const { folder, cwd, env } = await tempPlace(t)
  return { folder, place: (terminal = fakeTerminal()) => ({ cwd, env, terminal }) }
}
