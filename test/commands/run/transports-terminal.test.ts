import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildPackage } from '../../fixtures/built-package.ts'
import type { PtyProcess } from '../../fixtures/pty.ts'
import { openTransports } from '../../fixtures/transports.ts'

/** What a person does in a terminal of 91 × 33, and what becomes of the command that they typed. */
interface Scene {
  command: string
  act(terminal: PtyProcess): Promise<unknown>
  exitCode: number
  /** On the screen once it is over. */
  says?: RegExp
}

const shell = "qp run 'exec bash --norc -i'"
const prompt = /# $/

/** Types a line at the prompt and waits for the next one. What is typed while a program starts may be lost, as at home. */
async function type(terminal: PtyProcess, line: string, answer: RegExp): Promise<void> {
  await terminal.until(prompt)
  terminal.write(`${line}\r`)
  await terminal.until(answer)
}

const scenes: Record<string, Scene> = {
  'the size at birth': {
    command: "qp run 'stty size'",
    act: (terminal) => terminal.until(/33 91\r\n/),
    exitCode: 0,
  },
  'the size as it changes, seen by the shell and told by a signal': {
    command: `qp run 'trap "stty size; exit 4" WINCH; echo ready; while :; do sleep 0.02; done'`,
    async act(terminal) {
      await terminal.until(/ready\r\n/)
      terminal.resize(100, 40)
      await terminal.until(/40 100\r\n/)
    },
    exitCode: 4,
  },
  'its type and language': {
    command: `qp run 'echo "$TERM $LANG"'`,
    act: (terminal) => terminal.until(/xterm C\.UTF-8\r\n/),
    exitCode: 0,
  },
  'Ctrl-C is for what runs in the shell': {
    command: shell,
    async act(terminal) {
      await type(terminal, 'sh -c "echo asleep $((1 + 1)); exec sleep 1000"', /asleep 2\r\n/)
      terminal.write('\u0003')
      await terminal.until(/\^C/)
      await type(terminal, 'echo status $?', /status 130\r\n/)
      await type(terminal, 'exit 7', /exit\r\n/)
    },
    exitCode: 7,
  },
  'Ctrl-Z stops, and fg goes on': {
    command: shell,
    async act(terminal) {
      await type(terminal, 'sh -c "echo running $((1 + 1)); read line; echo got \\$line"', /running 2\r\n/)
      terminal.write('\u001a')
      await terminal.until(/Stopped/)
      await type(terminal, 'fg', /fg\r\nsh -c .*\r\n/)
      terminal.write('a word\r')
      await terminal.until(/got a word\r\n/)
      await type(terminal, 'exit 8', /exit\r\n/)
    },
    exitCode: 8,
  },
  'Ctrl-\\ quits': {
    command: `qp run 'trap "exit 9" QUIT; echo ready; while :; do sleep 0.02; done'`,
    async act(terminal) {
      await terminal.until(/ready\r\n/)
      terminal.write('\u001c')
    },
    exitCode: 9,
  },
  'Ctrl-D is the end of input, and output after it arrives': {
    command: `qp run 'cat; echo after; exit 3'`,
    async act(terminal) {
      await terminal.until(/up, run\.\d+\r\n/)
      terminal.write('a line\r')
      await terminal.until(/a line\r\na line\r\n/)
      terminal.write('\u0004')
    },
    exitCode: 3,
    says: /after\r\n/,
  },
  'Enter ~ . leaves': {
    command: "qp run 'echo here; exec sleep 1000'",
    async act(terminal) {
      await terminal.until(/here\r\n/)
      terminal.write('\r~.')
    },
    exitCode: 129,
  },
  'a command that is not there': {
    command: 'qp run no-such-program',
    act: async () => {},
    exitCode: 127,
    says: /no-such-program: command not found\r\n/,
  },
  'its time is over': {
    command: "qp run --timeout 1 'exec sleep 1000'",
    act: async () => {},
    exitCode: 124,
    says: /Error:\S* timed out: it may run for 1 seconds\.\r\n/,
  },
  'no terminal, though there is one': {
    command: "qp run --no-tty 'test -t 0 || test -t 1 || exit 5'",
    act: async () => {},
    exitCode: 5,
  },
}

const built = await buildPackage()

test('both transports at a terminal', { timeout: 600_000 }, async (t) => {
  const transports = await openTransports(t, built)
  for (const [name, { command, act, exitCode, says = /./ }] of Object.entries(scenes))
    await t.test(name, async (t) => {
      for (const transport of transports)
        await t.test(transport.name, async () => {
          // The terminal is as it was, whatever happened in it.
          const line = `before=$(stty -a); ${command}; echo "code $?"; [ "$before" = "$(stty -a | sed 's/rows [0-9]*; columns [0-9]*/rows 33; columns 91/')" ] && echo as it was`
          await using terminal = transport.terminal(line, { columns: 91, rows: 33 })
          await act(terminal)
          const shown = await terminal.until(/as it was\r\n/)
          assert.match(shown, says)
          assert.match(shown, new RegExp(`code ${exitCode}\r\n`))
          await transport.untilClear()
        })
    })
})
