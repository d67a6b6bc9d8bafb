import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGitCommand } from '../../../src/controller/http/ssh-command.ts'

for (const [command, service, app] of [
  ["git-receive-pack '/blog.git'", 'receive-pack', 'blog'],
  ["git-upload-pack 'blog.git'", 'upload-pack', 'blog'],
  ['git upload-pack /my-blog', 'upload-pack', 'my-blog'],
  ["git-receive-pack '/blog.git/'", 'receive-pack', 'blog'],
] as const) {
  test(command, () => assert.deepEqual(parseGitCommand(command), { service, app }))
}

for (const command of [
  '',
  'ls',
  'git-receive-pack',
  "git-receive-pack '/../blog.git'",
  "git-receive-pack '/a/b.git'",
  "git-receive-pack '/blog.git'; id",
  "git-upload-archive '/blog.git'",
  "git-receive-pack --help '/blog.git'",
]) {
  test(`${JSON.stringify(command)} is not run`, () => assert.equal(parseGitCommand(command), undefined))
}
