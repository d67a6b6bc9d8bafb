import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSecretFile } from '../../src/lib/secret-file.ts'
import type { Surroundings } from '../../src/lib/surroundings.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('a secret is read from a file or stdin, without the space around it', async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), 'qp-secret-'))
  t.after(() => rm(cwd, { recursive: true }))
  await writeFile(join(cwd, 'secret'), ' a b \n')
  const surroundings = { cwd, terminal: fakeTerminal({ input: 'from stdin\n' }) } as unknown as Surroundings
  assert.equal(await readSecretFile(surroundings, 'secret'), 'a b')
  assert.equal(await readSecretFile(surroundings, '-'), 'from stdin')
  await assert.rejects(readSecretFile(surroundings, 'other'), {
    message: "other can't be read: there is no such file.",
    code: 'unreadable_file',
  })
})
