import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { sayBeside } from '../../src/lib/above-drawing.ts'
import { action } from '../../src/lib/action.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const now = () => new Date('2026-11-22T10:00:00Z')
const note = (text: string) => ({ kind: 'note', text }) as const
const step = (name: 'start' | 'wait', state: 'begun' | 'done' | 'failed') =>
  ({ kind: 'step', step: name, dyno: 'web.1', state, text: 'exit code 1' }) as const

test('an action off a terminal is one line', async () => {
  const terminal = fakeTerminal()
  const result = await action({ terminal, now }, 'Scaling dynos', async () => 2, {
    done: (it) => `done, now ${it}`,
  })
  assert.deepEqual(
    [result, terminal.stderrText(), terminal.stdoutText()],
    [2, 'Scaling dynos... done, now 2\n', ''],
  )
})

test('an action off a terminal says its title again after what came between', async () => {
  const terminal = fakeTerminal()
  await action({ terminal, now }, 'Scaling dynos', async (onProgress) => onProgress(note('waiting')))
  assert.equal(terminal.stderrText(), 'Scaling dynos...\n  waiting\nScaling dynos... done\n')
})

test('an action that fails says so, and throws what failed', async () => {
  const terminal = fakeTerminal()
  const failing = action({ terminal, now }, 'Scaling dynos', () => Promise.reject(new Error('no engine')))
  await assert.rejects(failing, /no engine/)
  assert.equal(terminal.stderrText(), 'Scaling dynos... failed\n')
})

test('under --quiet an action is not told of, done or failed', async () => {
  for (const isTTY of [true, false]) {
    const terminal = { ...fakeTerminal({ isTTY }), isQuiet: true }
    assert.equal(
      await action({ terminal, now }, 'Scaling dynos', async (tell) => {
        tell(note('waiting'))
        return 2
      }),
      2,
    )
    await assert.rejects(
      action({ terminal, now }, 'Scaling dynos', () => Promise.reject(new Error('no engine'))),
    )
    assert.equal(terminal.stderrText(), '')
  }
})

test('in a terminal what is over stays, and the title with its outcome is the last line', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  await action({ terminal, now }, 'Scaling dynos', async (onProgress) => {
    onProgress(step('start', 'begun'))
    assert.equal(screenOf(terminal.stderrText()), '⠋ Scaling dynos... 0.0s\n  web.1 … starting\n')
    onProgress(note('still waiting'))
    assert.equal(
      screenOf(terminal.stderrText()),
      '  still waiting\n⠋ Scaling dynos... 0.0s\n  web.1 … starting\n',
    )
    onProgress(step('wait', 'done'))
  })
  assert.equal(screenOf(terminal.stderrText()), '  still waiting\n  web.1 up\nScaling dynos... done\n')
})

test('what somebody else says meanwhile stands above what is drawn, and on a line of its own elsewhere', async () => {
  for (const [isTTY, shown] of [
    [true, 'waiting for qp.test…\nScaling dynos... done\n'],
    [false, 'Scaling dynos...\nwaiting for qp.test…\nScaling dynos... done\n'],
  ] as const) {
    const terminal = fakeTerminal({ isTTY })
    await action({ terminal, now }, 'Scaling dynos', async () => sayBeside(terminal, 'waiting for qp.test…'))
    sayBeside(terminal, 'after')
    assert.equal(screenOf(terminal.stderrText()), `${shown}after\n`)
  }
})

test('in a terminal what is drawn again never fills the window or wraps', async () => {
  const terminal = fakeTerminal({ isTTY: true, columns: 30, rows: 5 })
  await action({ terminal, now }, 'A title that is much longer than the window', async (onProgress) => {
    for (const dyno of ['web.1', 'web.2', 'web.3', 'web.4', 'web.5']) {
      onProgress({ ...step('wait', 'begun'), dyno })
    }
    const lines = screenOf(terminal.stderrText()).trimEnd().split('\n')
    assert.equal(lines.length, 4)
    for (const line of lines) assert.ok(line.length < 30, line)
  })
})

/** What a terminal would show: text, with "up N lines and erase from there". */
function screenOf(output: string): string {
  const lines: string[] = ['']
  for (const part of output.split(/(\u001B\[\d+A\r\u001B\[J|\n)/)) {
    const up = /^\u001B\[(\d+)A/.exec(part)?.[1]
    if (up) lines.splice(lines.length - 1 - Number(up), Number(up))
    else if (part === '\n') lines.push('')
    else lines.push(lines.pop() + stripVTControlCharacters(part))
  }
  return lines.join('\n')
}
