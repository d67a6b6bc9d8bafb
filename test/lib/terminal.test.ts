import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { spawnInPty } from '../fixtures/pty.ts'

const module = join(import.meta.dirname, '../../src/lib/terminal.ts')

/** Runs a line of JavaScript that has `terminal` between two looks at the terminal's settings. */
function betweenLooks(script: string) {
  const program = `import(${JSON.stringify(module)}).then(({ processTerminal }) => { const terminal = processTerminal(); ${script} })`
  const line = 'stty -g; "$0" -e "$1"; echo "ended with $?"; stty -g; echo looked'
  return spawnInPty(['bash', '-c', line, process.execPath, program])
}

/** What stty said before and after: all settings in one word. */
function looks(output: string): readonly string[] {
  return output.match(/^[0-9a-f]+(:[0-9a-f]+){10,}/gm) ?? []
}

const waysOut: Record<string, [script: string, code: RegExp]> = {
  'its own restore': ['const restore = terminal.enterRawMode(); restore(); restore()', /ended with 0/],
  'an exit': ['terminal.enterRawMode(); process.exit(3)', /ended with 3/],
  'an exception': [
    "terminal.enterRawMode(); setImmediate(() => { throw new Error('boom') })",
    /ended with 1/,
  ],
  'a rejection': ["terminal.enterRawMode(); Promise.reject(new Error('boom'))", /ended with 1/],
  SIGTERM: [
    "terminal.enterRawMode(); process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)",
    /ended with 143/,
  ],
  SIGHUP: [
    "terminal.enterRawMode(); process.kill(process.pid, 'SIGHUP'); setInterval(() => {}, 1000)",
    /ended with 129/,
  ],
  SIGINT: [
    "terminal.enterRawMode(); process.kill(process.pid, 'SIGINT'); setInterval(() => {}, 1000)",
    /ended with 130/,
  ],
  SIGQUIT: [
    "terminal.enterRawMode(); process.kill(process.pid, 'SIGQUIT'); setInterval(() => {}, 1000)",
    /ended with 131/,
  ],
}

for (const [way, [script, code]] of Object.entries(waysOut)) {
  test(`raw mode is undone by ${way}`, { timeout: 120_000 }, async () => {
    await using shell = betweenLooks(`terminal.stdout.write('raw soon\\n'); ${script}`)
    const output = await shell.until(/looked/)
    assert.match(output, code)
    const [before, after] = looks(output)
    assert.ok(before)
    assert.equal(after, before)
  })
}

test('keys come one by one, Ctrl-C among them', { timeout: 120_000 }, async () => {
  const script = `
    const restore = terminal.enterRawMode()
    terminal.stdout.write('raw\\r\\n')
    terminal.stdin.once('data', (key) => { terminal.stdout.write('key ' + key[0] + '\\r\\n'); restore(); terminal.stdin.pause() })`
  await using shell = betweenLooks(script)
  await shell.until(/raw\r\n/)
  shell.write('\u0003')
  assert.match(await shell.until(/looked/), /key 3\r\n.*ended with 0/s)
})

test('a line feed that is shown is no more than that', { timeout: 120_000 }, async () => {
  await using shell = betweenLooks(
    "const restore = terminal.enterRawMode(); terminal.stdout.write('a\\nb\\n'); restore()",
  )
  assert.match(await shell.until(/looked/), /a\nb\n/)
})

test('knows the size, and hears of changes until told not to', { timeout: 120_000 }, async () => {
  const script = `
    const say = () => terminal.stdout.write(terminal.columns + 'x' + terminal.rows + '\\n')
    say()
    const stop = terminal.onResize(() => { say(); stop() })
    terminal.stdin.once('data', () => terminal.stdin.pause())`
  await using shell = betweenLooks(script)
  await shell.until(/80x24/)
  shell.resize(100, 40)
  await shell.until(/100x40/)
  shell.resize(101, 41)
  shell.write('\r')
  assert.doesNotMatch(await shell.until(/looked/), /101x41/)
})

test('takes over a signal until told not to', { timeout: 120_000 }, async () => {
  const script = `
    const stop = terminal.onSignal('SIGTERM', () => { terminal.stdout.write('heard\\n'); stop(); process.kill(process.pid, 'SIGTERM') })
    process.kill(process.pid, 'SIGTERM')
    setInterval(() => {}, 1000)`
  await using shell = betweenLooks(script)
  assert.match(await shell.until(/looked/), /heard\r\n.*ended with 143/s)
})

test('pipes are no terminal: no colour, 80 × 24, raw mode does nothing', () => {
  const show =
    'const restore = terminal.enterRawMode(); restore(); terminal.stdout.write(JSON.stringify([terminal.isTTY, terminal.colour, terminal.columns, terminal.rows]))'
  const seen = runPiped(show, {})
  assert.deepEqual(seen, [
    { stdin: false, stdout: false, stderr: false },
    { stdout: false, stderr: false },
    80,
    24,
  ])
})

const colourCases: [env: NodeJS.ProcessEnv, inPty: boolean, wanted: boolean][] = [
  [{}, true, true],
  [{ NO_COLOR: '1' }, true, false],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
]

for (const [env, inPty, wanted] of colourCases) {
  test(`colour ${wanted} with ${JSON.stringify(env)} in a ${inPty ? 'terminal' : 'pipe'}`, {
    timeout: 120_000,
  }, async () => {
    if (!inPty)
      return assert.equal(runPiped('terminal.stdout.write(String(terminal.colour.stdout))', env), wanted)
    const names = Object.entries(env).map(([name, value]) => `process.env.${name} = '${value}';`)
    await using shell = betweenLooks(
      `${names.join('')} terminal.stdout.write('colour ' + terminal.colour.stdout + '\\n')`,
    )
    assert.match(await shell.until(/looked/), new RegExp(`colour ${wanted}`))
  })
}

function runPiped(script: string, env: NodeJS.ProcessEnv): unknown {
  const program = `import(${JSON.stringify(module)}).then(({ processTerminal }) => { const terminal = processTerminal(); ${script} })`
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env
  const { stdout } = spawnSync(process.execPath, ['-e', program], { env: { ...inherited, ...env } })
  return JSON.parse(stdout.toString())
}
