import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { dialectVariables, listPerformances, scriptFor } from '../../../acceptance/runner/dialects.ts'
import { parseScript } from '../../../acceptance/runner/parse.ts'

test('a script is played once by each of its dialects', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'qp-runner-test-'))
  t.after(() => rm(folder, { recursive: true }))
  const [one, both] = [path.join(folder, 'one.qpt'), path.join(folder, 'both.qpt')]
  await writeFile(one, 'exec true\n')
  await writeFile(both, '# why\ndialects platform deis\nexec true\n')
  assert.deepEqual(await listPerformances([one, both]), [
    { file: one, dialect: 'platform' },
    { file: both, dialect: 'platform' },
    { file: both, dialect: 'deis' },
  ])
})

test("another dialect's lines are left out", () => {
  const script = parseScript('[deis] exec a\nexec b\n[platform] exec c\n')
  const played = (dialect: string) => scriptFor(script, dialect).steps.map((it) => it.rest)
  assert.deepEqual(
    [played('deis'), played('platform')],
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
  )
})

test("Deis's git has a key, and a way to the controller's SSH", async (t) => {
  const home = await mkdtemp(path.join(tmpdir(), 'qp-runner-test-'))
  t.after(() => rm(home, { recursive: true }))
  const variables = { HOME: home, APP: 'blog' }
  assert.deepEqual(await dialectVariables('platform', variables), {})
  const { QP_DIALECT, KEY = '', GIT_SSH_COMMAND = '' } = await dialectVariables('deis', variables)
  assert.equal(QP_DIALECT, 'deis')
  assert.match(await readFile(KEY, 'utf8'), /^ssh-ed25519 \S+ blog\n$/)
  assert.match(await readFile(GIT_SSH_COMMAND.replace('ssh -F ', ''), 'utf8'), /ProxyCommand .*env\.SSH_PORT/)
})
