import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { buildPackage } from '../../fixtures/built-package.ts'
import { exhaustMemory, memoryHog } from '../../fixtures/memory-hog.ts'
import { assertSeen, openTransports, type Transport } from '../../fixtures/transports.ts'

// One table for both ways to a process: each row is played over a controller's session and straight on the engine, and must be seen
// to do exactly the same.

/** A line of bash without a terminal, and all that is seen of it. */
interface Row {
  line: string
  input?: Buffer | string
  stdout?: string | Buffer
  stderr?: string
  exitCode?: number
}

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
const manyBytes = randomBytes(64 * 1024 * 1024)
/** Of both sides of a pipe. */
const codes = 'echo "$' + '{PIPESTATUS[*]}"'
const perhapsKilled =
  'Error: exit code 137: perhaps it was killed for lack of memory; it may use 512 MB.\nPLACE\n'

const rows: Record<string, Row> = {
  'exit code 0': { line: 'qp run true' },
  ...Object.fromEntries(
    [1, 3, 126, 127, 143, 255].map((exitCode) => [
      `exit code ${exitCode}`,
      { line: `qp run 'exit ${exitCode}'`, exitCode },
    ]),
  ),
  'exit code 137': { line: "qp run 'exit 137'", stderr: perhapsKilled, exitCode: 137 },
  'killed by SIGKILL': { line: "qp run 'kill -9 $$'", stderr: perhapsKilled, exitCode: 137 },
  'killed by SIGTERM': { line: "qp run 'kill -TERM $$'", exitCode: 143 },
  'killed by SIGSEGV': { line: "qp run 'kill -SEGV $$'", exitCode: 139 },
  'no such program': {
    line: 'qp run no-such-program x',
    stderr: 'Error: command not found: no-such-program.\nPLACE\n',
    exitCode: 127,
  },
  'no program': {
    line: 'qp run -- /etc/passwd x',
    stderr: "Error: can't execute /etc/passwd: Permission denied.\nPLACE\n",
    exitCode: 126,
  },
  'no such program in a shell line': {
    line: 'qp run no-such-program',
    stderr: '/bin/sh: line 1: no-such-program: command not found\n',
    exitCode: 127,
  },
  'input to its end, and output after it': {
    line: `qp run 'wc -c; echo after; exit 4'`,
    input: 'twelve bytes',
    stdout: '12\nafter\n',
    exitCode: 4,
  },
  'no input': { line: 'qp run cat' },
  'every byte, in and out': { line: 'qp run cat', input: everyByte, stdout: everyByte },
  '64 MiB in and out': { line: 'qp run cat', input: manyBytes, stdout: manyBytes },
  'stdout and stderr apart': {
    line: "qp run 'echo out; echo err >&2; echo out again'",
    stdout: 'out\nout again\n',
    stderr: 'err\n',
  },
  'a process that reads no more': { line: `yes | qp run head -1; ${codes}`, stdout: 'y\n141 0\n' },
  'a reader that reads no more': {
    line: `qp run seq 1 1000000000 | head -1; ${codes}`,
    stdout: '1\n141 0\n',
  },
  'words as they are': {
    line: `qp run printf '<%s>' 'a  b' "it's" '"q"' '$HOME' '\`id\`' $'x\\ny' '' '*' --app -x ü`,
    stdout: '<a  b><it\'s><"q"><$HOME><`id`><x\ny><><*><--app><-x><ü>',
  },
  'words behind --': { line: `qp run -- bash -c 'echo "$0 $1"' zero 'one  1'`, stdout: 'zero one  1\n' },
  'one word is a shell line': { line: "qp run 'echo a | tr a b && echo $((6 * 7))'", stdout: 'b\n42\n' },
  'the config, and what is said for this one alone': {
    line: `qp run -e 'GREETING=good night;B=x=y; z' -e C= 'echo "$GREETING|$B|$C|$WORDS|"'`,
    stdout: 'good night|x=y; z||' + ' a "b" $c\n\'d\' |\n',
  },
  'the size of a dyno': {
    line: "qp run -s standard-2x 'cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes'",
    stdout: '1073741824\n',
  },
  'no such size': {
    line: 'qp run -s huge true',
    stderr:
      'Error: No such dyno size: huge. There are Eco, Basic, Standard-1X, Standard-2X, Performance-M, Performance-L.\n',
    exitCode: 1,
  },
  'no such process type': {
    line: 'qp run --type nope true',
    stderr: 'Error: No such process type: nope. `qp ps:scale -a blog` lists them.\n',
    exitCode: 1,
  },
  'no such app': {
    line: 'qp run -a none true',
    stderr: 'Error: No such app: none. `qp apps` lists yours.\n',
    exitCode: 1,
  },
  'a terminal where there is none': {
    line: 'qp run --tty true',
    stderr: 'Error: --tty needs a terminal, and neither stdin nor stdout is one.\n',
    exitCode: 2,
  },
  'a closed stdin': { line: 'qp run cat <&-; echo $?', stdout: '0\n' },
  'a closed stdout': { line: "qp run 'echo lost; exit 6' >&-; echo $?", stdout: '6\n' },
  'its time is over': {
    line: "qp run --timeout 1 'echo begun; exec sleep 1000'",
    stdout: 'begun\n',
    stderr: 'Error: timed out: it may run for 1 seconds.\nPLACE\n',
    exitCode: 124,
  },
}

/** What is done while it runs, and what is seen at its end. */
interface Scene {
  line: string
  act(running: ReturnType<Transport['shell']>, transport: Transport): Promise<unknown>
  stdout?: string
  stderr?: string
  exitCode: number
}

const whileReady = (traps: string) => `exec qp run '${traps}; echo ready; while :; do sleep 0.02; done'`

const scenes: Record<string, Scene> = {
  ...Object.fromEntries(
    (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map((name, index) => [
      `${name} to qp reaches the process`,
      {
        line: whileReady(`trap "echo heard; exit ${20 + index}" ${name.slice(3)}`),
        act: async ({ child, untilOutput }: ReturnType<Transport['shell']>) => {
          await untilOutput('ready')
          child.kill(name)
        },
        stdout: 'ready\nheard\n',
        exitCode: 20 + index,
      },
    ]),
  ),
  'SIGTERM ends what does not trap it': {
    line: `exec qp run 'echo ready; exec sleep 1000'`,
    async act({ child, untilOutput }) {
      await untilOutput('ready')
      child.kill('SIGTERM')
    },
    stdout: 'ready\n',
    exitCode: 143,
  },
  'the third signal gives up on what heeds none': {
    line: whileReady('trap "echo once" INT; trap "echo twice" TERM'),
    async act({ child, untilOutput }) {
      await untilOutput('ready')
      child.kill('SIGINT')
      await untilOutput('once')
      child.kill('SIGTERM')
      await untilOutput('twice')
      child.kill('SIGINT')
    },
    stdout: 'ready\nonce\ntwice\n',
    exitCode: 130,
  },
  'out of memory': {
    // Without what the shell says of its child.
    line: `qp run 'exec 2>/dev/null; ${memoryHog}'`,
    act: ({ child }, { oneOffs }) => exhaustMemory(child.stdin, oneOffs),
    stderr: 'Error: killed: out of memory.\nPLACE\n',
    exitCode: 137,
  },
  'an answer to each line of input': {
    line: `qp run 'while read -r line; do echo "got $line"; done; echo end'`,
    async act({ child, untilOutput }) {
      for (const word of ['one', 'two']) {
        child.stdin.write(`${word}\n`)
        await untilOutput(`got ${word}`)
      }
      child.stdin.end()
    },
    stdout: 'got one\ngot two\nend\n',
    exitCode: 0,
  },
}

const built = await buildPackage()

test('both transports', { timeout: 600_000 }, async (t) => {
  const transports = await openTransports(t, built)
  for (const [name, { line, input, stdout = '', stderr = '', exitCode = 0 }] of Object.entries(rows))
    await over(t, transports, name, async (transport) => {
      const seen = await transport.shell(line, { input: input ?? '' }).seen
      assertSeen(seen, { stdout, stderr, exitCode })
    })
  for (const [name, { line, act, stdout = '', stderr = '', exitCode }] of Object.entries(scenes))
    await over(t, transports, name, async (transport) => {
      const running = transport.shell(line, { input: 'open' })
      await act(running, transport)
      assertSeen(await running.seen, { stdout, stderr, exitCode })
    })
})

/** Plays it over each, one after the other; nothing is left of it. */
function over(
  t: TestContext,
  transports: readonly Transport[],
  name: string,
  play: (transport: Transport) => Promise<void>,
): Promise<void> {
  return t.test(name, async (t) => {
    for (const transport of transports)
      await t.test(transport.name, async () => {
        await play(transport)
        await transport.untilClear()
      })
  })
}
