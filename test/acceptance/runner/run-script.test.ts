import assert from 'node:assert/strict'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { runScript, type ScriptOptions } from '../../../acceptance/runner/run-script.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-runner-test-'))
})
after(() => rm(folder, { recursive: true }))

async function failureOf(text: string, options?: ScriptOptions): Promise<string | undefined> {
  const file = path.join(await mkdtemp(path.join(folder, 'it-')), 'sample.qpt')
  await writeFile(file, text)
  return (await runScript(file, options)).failure
}

/** Each line of a pair differs in what makes it hold, so that a check that always or never holds is found. */
const pairs: Record<string, { holds: string; fails: string; because: RegExp }> = {
  exec: { holds: 'exec true', fails: 'exec exit 3', because: /sample\.qpt:1: exec exit 3\n {2}exit code 3/ },
  '! exec': { holds: '! exec false', fails: '! exec true', because: /it succeeded, and must not/ },
  'exec in a pipe': { holds: 'exec true | cat', fails: 'exec false | cat', because: /exit code 1/ },
  'exec with no input': { holds: 'exec cat', fails: 'exec read line', because: /exit code 1/ },
  'killed by a signal': {
    holds: '! exec kill -9 $$\nexitcode 137',
    fails: 'exec kill -9 $$',
    because: /exit code 137/,
  },
  stdout: {
    holds: 'exec echo abc\nstdout ^a.c$',
    fails: 'exec echo abc\nstdout ^b',
    because: /stdout does not match/,
  },
  'stdout and nothing else': {
    holds: 'exec echo abc >&2\n! stdout .',
    fails: 'exec echo abc\n! stdout .',
    because: /stdout matches, and must not/,
  },
  'stdout -exact': {
    holds: 'exec echo a b\nstdout -exact a b',
    fails: 'exec echo a bc\nstdout -exact a b',
    because: /stdout does not match/,
  },
  stderr: {
    holds: 'exec echo abc >&2\nstderr b',
    fails: 'exec echo abc\nstderr b',
    because: /stderr does not match/,
  },
  exitcode: {
    holds: '! exec exit 4\nexitcode 4',
    fails: '! exec exit 4\nexitcode 5',
    because: /exit code was 4/,
  },
  '! exitcode': {
    holds: '! exec exit 4\n! exitcode 5',
    fails: '! exec exit 4\n! exitcode 4',
    because: /was 4/,
  },
  cmp: {
    holds: 'exec cat a\ncmp stdout a\n-- a --\nx\n',
    fails: 'cmp a b\n-- a --\nx\n-- b --\ny\n',
    because: /they differ:\n--- a\nx/,
  },
  '! cmp': {
    holds: '! cmp a b\n-- a --\nx\n-- b --\ny\n',
    fails: '! cmp a a\n-- a --\n',
    because: /the same/,
  },
  cd: {
    holds: 'cd d\nexec test -e f\n-- d/f --\n',
    fails: 'exec test -e f\n-- d/f --\n',
    because: /exit code 1/,
  },
  env: { holds: 'env A=b c\nexec test "$A" = "b c"', fails: 'env A b', because: /env takes NAME=VALUE/ },
  capture: {
    holds: 'exec echo id=42\ncapture ID id=(.*)\nexec echo $ID\nstdout -exact 42',
    fails: 'exec echo id=42\ncapture ID name=(.*)',
    because: /stdout does not match/,
  },
  port: {
    holds: `port HERE\nport THERE\n! exec test $HERE = $THERE\nexec node -e 'net.createServer().listen(process.argv[1], () => process.exit())' $HERE`,
    fails: 'port here',
    because: /port takes NAME/,
  },
  await: {
    holds: 'await 20 exec echo x >> f; wc -l < f\nstdout ^3$\nexec cat f',
    fails: 'await 1 exec echo no\nstdout yes',
    because: /sample\.qpt:1: await 1 exec echo no\n {2}waited in vain: stdout does not match/,
  },
  'await !': {
    holds: 'await 20 ! exec test -e f && rm f\n-- f --\n',
    fails: 'await 1 ! exec true',
    because: /waited in vain: it succeeded, and must not/,
  },
  'await what never ends': {
    holds: 'exec true',
    fails: 'await 1 exec tail -f /dev/null',
    because: /not ended/,
  },
  start: {
    holds:
      'start it echo hello > f; tail -f /dev/null\nawait exec cat f\nstdout hello\nsignal it SIGTERM\nended it 143',
    fails: 'start it exit 3\nended it 0',
    because: /exit code was 3/,
  },
  'ended, and its output': {
    holds: 'start it echo hi\nended it 0\nstdout ^hi$',
    fails: 'ended it 0',
    because: /started as it/,
  },
  pty: {
    holds:
      'pty stty size; read -r a; echo "got $a"; exit 7\nexpect ^24 80$\nsend "there\\r"\nexpect got there\nended 7',
    fails: 'pty echo hello\nexpect goodbye',
    because: /the terminal session ended.*without \/goodbye\/m\. The terminal shows:\nhello/s,
  },
  'pty, its end': { holds: 'pty exit 2\nended 2', fails: 'pty exit 2\nended 0', because: /exit code was 2/ },
  terminal: {
    holds: [
      'terminal first\npty read -r a; echo "first $a"',
      'terminal second\npty read -r a; echo "second $a"\nsend "x\\r"\nexpect second x\nended 0',
      'terminal first\nsend "y\\r"\nexpect first y\nended 0',
    ].join('\n'),
    fails: 'pty echo hello\nterminal other\nexpect hello',
    because: /there is no terminal/,
  },
  resize: {
    holds: 'pty read -r a; stty size\nresize 100x40\nsend "\\r"\nexpect ^40 100$\nended 0',
    fails: 'pty true\nresize big',
    because: /resize takes COLUMNSxROWS/,
  },
  hangup: {
    holds: 'pty trap "exit 4" HUP; echo ready; while :; do sleep 0.02; done\nexpect ready\nhangup\nended 4',
    fails: 'hangup',
    because: /there is no terminal/,
  },
  'no such verb': { holds: 'exec true', fails: 'exce true', because: /no such verb: exce/ },
  'no steps': { holds: 'exec true', fails: '# nothing\n', because: /the script has no steps/ },
}

describe('verbs', { concurrency: 4 }, () => {
  for (const [name, { holds, fails, because }] of Object.entries(pairs)) {
    test(name, async () => {
      assert.equal(await failureOf(holds), undefined)
      assert.match((await failureOf(fails)) ?? 'it passed', because)
    })
  }
})

test('a failure shows what led to it', async () => {
  const failure = await failureOf('exec echo one; echo two >&2\n! exec exit 2\nstdout three')
  assert.match(
    failure ?? '',
    /^> exec echo one; echo two >&2\n {4}one\n {4}stderr: two\n> ! exec exit 2\n {4}\[exit code 2\]/,
  )
  assert.match(failure ?? '', /sample\.qpt:3: stdout three\n {2}stdout does not match$/)
})

test('what is deferred runs at the end, the newest first, also after a failure', async () => {
  const log = path.join(folder, 'deferred')
  const options = { variables: { LOG: log } }
  const failure = await failureOf('defer echo first >> $LOG\ndefer echo second >> $LOG\nexec false', options)
  assert.match(failure ?? '', /exec false/)
  assert.equal(await readFile(log, 'utf8'), 'second\nfirst\n')
})

test('a deferred line that fails fails the script', async () => {
  assert.match((await failureOf('defer exit 5\nexec true')) ?? 'it passed', /defer exit 5\n {2}exit code 5/)
})

test('a script that takes too long is killed with all that it started', async () => {
  const left = path.join(folder, 'left')
  const options = { limitSeconds: 5, variables: { LEFT: left } }
  const script =
    'start beside trap "" TERM; echo $$ > $LEFT; while :; do read -rt 1 <> <(:) || :; done\nexec tail -f /dev/null'
  assert.match(
    (await failureOf(script, options)) ?? 'it passed',
    /sample\.qpt:2.*\n {2}the script is out of time/,
  )
  const pid = Number(await readFile(left, 'utf8'))
  await untilGone(pid)
})

test('it has a folder, a home and a name of its own, and leaves no folder behind', async () => {
  const seen = path.join(folder, 'seen')
  const script = 'exec printf "%s\\n" $WORK $HOME $APP $PWD > $SEEN'
  assert.equal(await failureOf(script, { variables: { SEEN: seen } }), undefined)
  const [work = '', home = '', app = '', cwd] = (await readFile(seen, 'utf8')).split('\n')
  assert.equal(cwd, work)
  assert.ok(home.startsWith(`${work}/`))
  assert.match(app, /^sample-[0-9a-f]{8}$/)
  await assert.rejects(access(work))
})

test('the secrets of who runs it are not in its environment', async () => {
  process.env['QP_API_KEY'] = 'secret'
  try {
    assert.equal(await failureOf('exec env\n! stdout QP_API_KEY'), undefined)
  } finally {
    delete process.env['QP_API_KEY']
  }
})

test('`controller` opens one of the script and destroys it at the end', async () => {
  const calls: string[] = []
  const openController = async () => ({
    variables: { URL: 'http://here' },
    start: async (_: AbortSignal, words: readonly string[] = []) =>
      void calls.push(['start', ...words].join(' ')),
    stop: async () => void calls.push('stop'),
    kill: async () => void calls.push('kill'),
    readLog: async () => 'its last words',
    destroy: async () => void calls.push('destroy'),
  })
  const script =
    'controller start\nexec echo $URL\nstdout -exact http://here\ncontroller kill\nenv MOST=3\ncontroller start --one-offs $MOST\ncontroller stop'
  assert.equal(await failureOf(script, { openController }), undefined)
  assert.deepEqual(calls, ['start', 'kill', 'start --one-offs 3', 'stop', 'destroy'])
  const failure = await failureOf('controller dance', { openController })
  assert.match(
    failure ?? '',
    /^The controller's log ends with:\nits last words\n.*takes start, stop or kill$/s,
  )
})

/** Signal 0 asks whether a process is there. */
async function untilGone(pid: number): Promise<void> {
  assert.ok(pid > 0)
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.fail(`process ${pid} is still there`)
}
