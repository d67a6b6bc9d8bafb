import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathGlob } from '../../../src/controller/domain/path-glob.ts'

function workFor(pattern: string, path: string): number {
  let work = 0
  pathGlob(pattern)(path, (more) => {
    work += more
  })
  return work
}

test('a folder that the path lies in counts, a name that begins so does not', () => {
  const matches = (path: string) => pathGlob('a/*')(path, () => {})
  assert.deepEqual(['a/b', 'a/b/c', 'a', 'ab/c'].map(matches), [true, true, false, false])
})

test('the work is bounded by the product of the lengths', () => {
  for (const [pattern, path] of [
    ['*a'.repeat(50) + 'b', 'a'.repeat(200)],
    ['**/'.repeat(50) + 'b', 'a/'.repeat(200)],
    ['**a'.repeat(50) + 'b', 'a/'.repeat(200)],
  ] as const)
    assert.ok(workFor(pattern, path) <= (pattern.length + 1) * path.length)
})

test('what can not match is soon known', () => {
  assert.equal(workFor('node_modules', 'src/a/long/path.js'), 1)
})

test('a class that is none', () => {
  assert.throws(() => pathGlob('[z-a]'), SyntaxError)
})
