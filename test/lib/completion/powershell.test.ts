import assert from 'node:assert/strict'
import { test } from 'node:test'
import { powershellScript } from '../../../src/lib/completion/powershell.ts'

// There is no PowerShell to try it in here: what can be told from its text.

test('PowerShell is given the completer as for a program that is none of its own', () => {
  assert.match(powershellScript, /^Register-ArgumentCompleter -Native -CommandName qp -ScriptBlock \{$/m)
  assert.match(powershellScript, /^ {4}param\(\$wordToComplete, \$commandAst, \$cursorPosition\)$/m)
})

test('the word at the cursor goes by a flag, so that an empty one arrives', () => {
  assert.ok(
    powershellScript.includes(`qp autocomplete:options "--current=$wordToComplete" '--' @words 2>$null`),
  )
})

test('the words before are those that end before the cursor', () => {
  assert.ok(powershellScript.includes('Where-Object { $_.Extent.EndOffset -lt $cursorPosition }'))
})

test('a tab is written as PowerShell writes it, and brackets are even', () => {
  assert.ok(powershellScript.includes('$_ -split "`t", 2'))
  for (const [open, close] of [
    ['(', ')'],
    ['{', '}'],
    ['[', ']'],
  ] as const)
    assert.equal(powershellScript.split(open).length, powershellScript.split(close).length)
})
