import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { getShell, shellNames } from '../../../src/lib/completion/shells.ts'

test('the shell is the named one, else that of $SHELL', () => {
  assert.equal(getShell('fish', { SHELL: '/bin/bash' }, 'linux').name, 'fish')
  assert.equal(getShell(undefined, { SHELL: '/usr/local/bin/zsh' }, 'darwin').name, 'zsh')
  assert.equal(getShell(undefined, {}, 'win32').name, 'powershell')
  assert.equal(getShell('pwsh', {}, 'linux').name, 'powershell')
})

test('any other is refused, with those there are', () => {
  const known = 'Write it like `qp autocomplete bash`: bash, zsh, fish, powershell.'
  assert.throws(() => getShell('tcsh', {}, 'linux'), {
    name: 'UsageError',
    message: `there is no completion for tcsh. ${known}`,
  })
  assert.throws(() => getShell(undefined, {}, 'linux'), { message: `which shell is it? ${known}` })
  assert.throws(() => getShell('constructor', {}, 'linux'), { name: 'UsageError' })
})

suite('what sets a shell up leaves the mark that the doctor looks for', () => {
  for (const name of shellNames)
    test(name, () => {
      const { setup, script, startFile, mark } = getShell(name, {}, 'linux')
      assert.ok(setup.includes(`qp autocomplete:script ${name} >`))
      assert.ok(setup.includes(mark) || script.includes(mark))
      assert.ok(name === 'powershell' || setup.includes(startFile))
    })
})
