import assert from 'node:assert/strict'
import { test } from 'node:test'
import { terminalEnv } from '../../src/lib/terminal-env.ts'

test('type and colours are passed on, and nothing else is', () => {
  const colours = { COLORTERM: 'truecolor', NO_COLOR: '', FORCE_COLOR: '3' }
  const others = { COLUMNS: '80', LINES: '24', HOME: '/home/mia', QP_API_KEY: 'secret', LANG: 'de_DE.UTF-8' }
  assert.deepEqual(terminalEnv({ TERM: 'tmux-256color', ...colours, ...others }), {
    TERM: 'tmux-256color',
    ...colours,
  })
})

test('where nobody says what terminal it is, it is an xterm; what is not set is not sent', () => {
  assert.deepEqual(terminalEnv({ COLORTERM: undefined }), { TERM: 'xterm' })
})
