import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { isNewer, newestIn, updateLine } from '../../src/start/update.ts'
import { bareEnv, buildPackage } from '../fixtures/built-package.ts'
import { spawnInPty } from '../fixtures/pty.ts'
import { stubProgram } from '../fixtures/stub-program.ts'

suite('a newer release', () => {
  const cases: [string, string, boolean][] = [
    ['1.2.4', '1.2.3', true],
    ['1.10.0', '1.9.9', true],
    ['2.0.0', '1.9.9', true],
    ['1.2.3', '1.2.3', false],
    ['1.2.2', '1.2.3', false],
    ['0.9.9', '1.0.0', false],
    ['1.2.3', '1.2.3-beta.1', true],
    ['1.2.4-beta.1', '1.2.3', false],
    ['nonsense', '1.2.3', false],
  ]
  for (const [version, than, expected] of cases)
    test(`${version} than ${than}: ${expected}`, () => assert.equal(isNewer(version, than), expected))
})

test('only what is ours counts', () => {
  assert.equal(newestIn('{"version":"1.2.3","oclif.bin":"qp"}', 'qp'), '1.2.3')
  assert.equal(newestIn('{"version":"1.2.3","oclif.bin":"other"}', 'qp'), undefined)
  assert.equal(newestIn('"1.2.3"', 'qp'), undefined)
  assert.equal(newestIn('', 'qp'), undefined)
})

test('one line says what to do', () => {
  const facts = { name: '@acme/qp', bin: 'qp', version: '1.2.3' } as never
  assert.equal(
    updateLine(facts, '1.3.0'),
    'qp 1.3.0 is out; this is 1.2.3. `npm install --global @acme/qp` updates it.',
  )
})

test('npm is asked at one start, without waiting, and the next tells once', async (t) => {
  const built = await buildPackage()
  const npm = await stubProgram(t, 'npm', '{"version":"999.0.0","oclif.bin":"qp"}')
  const env = { ...bareEnv(built), CI: '', PATH: `${npm.folder}:${process.env['PATH']}` }
  const start = async () => {
    await using pty = spawnInPty([process.execPath, join(built.root, 'bin/run.js'), 'version'], { env })
    assert.equal((await pty.ended).exitCode, 0)
    return pty.output()
  }
  assert.doesNotMatch(await start(), /999/)
  const file = join(built.home, '.cache/qp/update')
  while ((await stat(file)).size === 0) await new Promise(setImmediate)
  assert.deepEqual((await npm.words()).slice(0, 4), ['view', 'qp', 'version', 'oclif.bin'])
  assert.match(await start(), /^qp 999\.0\.0 is out; this is \d+\.\d+\.\d+\. .*\r\nqp\//)
  assert.doesNotMatch(await start(), /999/)
  assert.equal(await readFile(file, 'utf8'), '')
})
