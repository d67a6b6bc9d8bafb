import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { quoteArgv } from '../../../src/api-client/deis/quote-argv.ts'

const cases = [
  { argv: ['ls', '-la', '/srv/a_b.c'], line: 'ls -la /srv/a_b.c' },
  { argv: ['echo', ''], line: "echo ''" },
  { argv: ['echo', 'two words'], line: "echo 'two words'" },
  { argv: ['echo', "it's"], line: "echo 'it'\\''s'" },
  {
    argv: ['echo', '$HOME `id` "x" \\ ; & | < > * ? ~ # !'],
    line: 'echo \'$HOME `id` "x" \\ ; & | < > * ? ~ # !\'',
  },
  { argv: ['A=1', 'ls'], line: "'A=1' ls" },
  { argv: ['echo', 'a\nb\tc'], line: "echo 'a\nb\tc'" },
  { argv: ['echo', 'Zürich'], line: "echo 'Zürich'" },
]
for (const { argv, line } of cases)
  test(`quoteArgv writes ${JSON.stringify(argv)}, and a shell reads it back`, () => {
    assert.equal(quoteArgv(argv), line)
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    assert.deepEqual(words.split('\0').slice(0, -1), argv)
  })
