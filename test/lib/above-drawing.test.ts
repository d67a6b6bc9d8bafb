import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawOn, sayBeside } from '../../src/lib/above-drawing.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('a line goes through whoever draws on its stream, and no further than they draw', () => {
  const terminal = fakeTerminal()
  const other = fakeTerminal()
  const drawn: string[] = []
  const leave = drawOn(terminal, (line) => drawn.push(line))
  // As --quiet and --json make another of it.
  sayBeside(Object.create(terminal, {}), 'one')
  sayBeside(other, 'two')
  leave()
  sayBeside(terminal, 'three')
  assert.deepEqual([drawn, other.stderrText(), terminal.stderrText()], [['one'], 'two\n', 'three\n'])
})
