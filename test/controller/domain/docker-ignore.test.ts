import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDockerIgnore } from '../../../src/controller/domain/docker-ignore.ts'

const cases: [ignore: string, path: string, isIgnored: boolean][] = [
  ['node_modules', 'node_modules/a/b.js', true],
  ['node_modules', 'src/node_modules/a.js', false],
  ['/node_modules/', 'node_modules', true],
  ['**/node_modules', 'src/deep/node_modules/a.js', true],
  ['**/node_modules', 'node_modules', true],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['**/*.md', 'docs/README.md', true],
  ['docs/**', 'docs/a/b', true],
  ['*.md\n!README.md', 'README.md', false],
  ['*\n!src', 'src/a.js', false],
  ['*\n!src', 'test/a.js', true],
  ['# *.md\n\n', 'README.md', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a.c', 'abc', false],
  ['[ab].txt', 'b.txt', true],
  ['[^ab].txt', 'b.txt', false],
  ['a+(b)', 'a+(b)', true],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['secret\r\n', 'secret', true],
  ['./a/', './a//b', true],
  ['**/b', 'ab', false],
  ['a/**/c', 'a/c', true],
  ['a/**/c', 'a/b/b/c/d', true],
  ['[\\w]', 'w', true],
  ['[[a]', '[', true],
  ['?', 'ü', true],
  ['*a'.repeat(100) + 'b', 'a'.repeat(250), false],
  ['**/'.repeat(100) + 'b', 'a/'.repeat(100) + 'c', false],
]
for (const [ignore, path, isIgnored] of cases) {
  test(`${JSON.stringify(ignore)} ${isIgnored ? 'leaves out' : 'keeps'} ${path}`, () => {
    assert.equal(parseDockerIgnore(ignore)(path), isIgnored)
  })
}

test('what is no pattern, or would hold up the controller, fails the build', () => {
  assert.throws(() => parseDockerIgnore('a\n[z-a]'), {
    id: 'build_failed',
    message: '.dockerignore: "[z-a]" is no pattern.',
  })
  const isIgnored = parseDockerIgnore(`${'*a'.repeat(100)}b\n`.repeat(1000))
  assert.throws(() => isIgnored('a'.repeat(250)), { id: 'build_failed', message: /take too long for aaa/ })
})
