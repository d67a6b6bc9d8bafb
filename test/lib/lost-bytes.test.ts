import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { refuseLostBytes } from '../../src/lib/lost-bytes.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const program = join(import.meta.dirname, '../../src/lib/lost-bytes.ts')

/** What becomes of words that a shell gives to a real program. */
function judge(words: string): string {
  const script = `import { refuseLostBytes } from ${JSON.stringify(program)}
    try { refuseLostBytes(process.argv.slice(1)); console.log('fine') } catch (error) { console.log(error.name, error.message) }`
  const line = `"$0" --input-type=module -e "$1" -- ${words}`
  return execFileSync('bash', ['-c', line, process.execPath, script], { encoding: 'utf8' })
}

test('bytes that are no UTF-8 are refused, wherever they stand', {
  skip: process.platform !== 'linux',
}, () => {
  for (const words of [`$'caf\\xe9'`, `ls $'caf\\xe9' x`, `$'a\\xff\\xfe'`])
    assert.match(judge(words), /^UsageError "(caf|a)\ufffd+" is not what you typed/)
})

test('any UTF-8 is fine, the character in its place too', () => {
  for (const words of ['ls', 'café', `$'\\xef\\xbf\\xbd'`, `$'a\\xef\\xbf\\xbdb' ''`])
    assert.equal(judge(words), 'fine\n')
})

test('where the bytes can’t be seen nothing is refused', async (t) => {
  const { folder } = await tempPlace(t)
  const cmdline = join(folder, 'cmdline')
  assert.equal(refuseLostBytes(['a\ufffd'], cmdline), undefined)
  await writeFile(cmdline, 'a title in its place')
  assert.equal(refuseLostBytes(['a\ufffd'], cmdline), undefined)
  await writeFile(cmdline, Buffer.from([0x61, 0xff, 0]))
  assert.throws(() => refuseLostBytes(['a\ufffd'], cmdline), { name: 'UsageError' })
})
