import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redraw } from '../../src/lib/redraw.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('each picture takes the place of the one before; what does not fit is cut off', async () => {
  const terminal = fakeTerminal({ isTTY: true, rows: 4 })
  const pictures = ['a\nb', 'c', '1\n2\n3\n4\n5']
  const render = async () => {
    const next = pictures.shift()
    if (next === undefined) throw new Error('over')
    return next
  }
  await assert.rejects(redraw(terminal, render, 1), /over/)
  const frame = (erase: string, lines: string) => `\u001B[?7l${erase}${lines}\n\u001B[?7h`
  assert.equal(
    terminal.stdoutText(),
    frame('', 'a\nb') + frame('\u001B[2A\r\u001B[J', 'c') + frame('\u001B[1A\r\u001B[J', '1\n2\n3'),
  )
})
