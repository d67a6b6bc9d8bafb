import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../../src/lib/errors.ts'
import { parseRunEnv } from '../../src/lib/run-env.ts'

test('one or many, in one or many', () => {
  assert.deepEqual(parseRunEnv([]), {})
  assert.deepEqual(parseRunEnv(['A=1;B=2']), { A: '1', B: '2' })
  assert.deepEqual(parseRunEnv(['A=1', 'B=two words;C=']), { A: '1', B: 'two words', C: '' })
})

test('a value may hold semicolons, equals signs and newlines', () => {
  assert.deepEqual(parseRunEnv(['URL=a;b=c?d=e;B=x\ny']), { URL: 'a', b: 'c?d=e', B: 'x\ny' })
  assert.deepEqual(parseRunEnv(['PATHS=/a;/b;']), { PATHS: '/a;/b;' })
})

test('what assigns nothing is refused', () => {
  for (const text of ['A', '=1', '1A=2', 'A B=1']) assert.throws(() => parseRunEnv([text]), UsageError)
})
