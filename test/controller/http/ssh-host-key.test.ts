import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import ssh2 from 'ssh2'
import { makeHostKey, openHostKey } from '../../../src/controller/http/ssh-host-key.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

test('it is made once', async (t) => {
  const folder = join(await tempDir(t), 'ssh')
  const key = await openHostKey(folder)
  assert.equal(readFileSync(join(folder, 'host-ed25519'), 'utf8'), key)
  assert.equal(await openHostKey(folder), key)
})

test('each one that is made can be read: one in 256 of its maker can not', () => {
  // The chance that two thousand are sound all the same is 1 in 2500.
  for (let made = 0; made < 2000; made++) {
    const parsed = ssh2.utils.parseKey(makeHostKey())
    assert.ok(!(parsed instanceof Error))
    assert.equal(parsed.getPublicSSH().length, 51)
  }
})

test('what is there and is no key stays there, and is told', async (t) => {
  const folder = await tempDir(t)
  const path = join(folder, 'host-ed25519')
  writeFileSync(path, 'not a key')
  await assert.rejects(openHostKey(folder), {
    id: 'conflict',
    message: /host-ed25519 can't be used: .* remove it/,
  })
  assert.equal(readFileSync(path, 'utf8'), 'not a key')
})
