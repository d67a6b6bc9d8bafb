import assert from 'node:assert/strict'
import type { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import type { DynoCreate } from '../../../src/api-types/dyno.ts'
import { deisToken, deisUrl, stubbedDeis, stubDeis } from '../../fixtures/deis-requests.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { until } from '../../fixtures/until.ts'

const path = '/apps/demo/run'

const commands: { options: DynoCreate; command: string }[] = [
  { options: { command: 'echo $HOME | wc -c' }, command: 'echo $HOME | wc -c' },
  { options: { argv: ['echo', "it's $HOME"] }, command: "echo 'it'\\''s $HOME'" },
]
for (const { options, command } of commands)
  test(`a run of ${JSON.stringify(options)} is asked for once somebody attaches, and gives output and code`, async (t) => {
    const api = stubbedDeis()
    const dyno = await api.dynos.create('demo', { ...options, attach: true, tty: false, env: {} })
    stubDeis(t, [{ method: 'POST', path, body: { command }, answer: { exit_code: 7, output: 'out\nerr\n' } }])
    const process = await api.dynos.attach(dyno, { tty: false })
    process.stdin.end()
    assert.equal(await text(process.stdout), 'out\nerr\n')
    assert.deepEqual(await process.exit, { exitCode: 7, reason: 'exited' })
  })

test('v1 answers an array', async (t) => {
  stubDeis(t, [{ method: 'POST', path, body: { command: 'ls' }, answer: [3, 'hi\n'] }], 'v1')
  const api = stubbedDeis('v1')
  const process = await api.dynos.attach(await api.dynos.create('demo', { command: 'ls', attach: true }), {
    tty: false,
  })
  assert.equal(await text(process.stdout), 'hi\n')
  assert.equal((await process.exit).exitCode, 3)
})

test('it says once what it can not do', async (t) => {
  stubDeis(t, [{ method: 'POST', path, body: { command: 'ls' }, answer: { exit_code: 0, output: '' } }])
  const warnings: string[] = []
  const api = stubbedDeis('v2', warnings)
  const process = await api.dynos.attach(await api.dynos.create('demo', { command: 'ls', attach: true }), {
    tty: false,
  })
  await process.exit
  assert.equal(warnings.length, 1)
  assert.match(warnings.join(), /without stdin/)
})

/** What this run's process gives, where something else than a terminal is its stdin. */
async function piped(t: TestContext, answers: object[], pipe: (stdin: Writable) => void) {
  stubDeis(
    t,
    answers.map((answer) => ({ method: 'POST', path, body: { command: 'ls' }, answer })),
  )
  const warnings: string[] = []
  const api = stubbedDeis('v2', warnings)
  const dyno = await api.dynos.create('demo', { command: 'ls', attach: true })
  const process = await api.dynos.attach(dyno, { tty: false, isPiped: true })
  pipe(process.stdin)
  return { output: await text(process.stdout), end: await process.exit, warnings }
}

test('what has something on its stdin is not begun', async (t) => {
  const { output, end, warnings } = await piped(t, [], (stdin) => stdin.write('a dump'))
  assert.deepEqual([output, end.exitCode, end.reason], ['', 1, 'not-started'])
  assert.match(end.message ?? '', /something on stdin.*--docker ADDRESS.*<\/dev\/null.* Nothing was run\.$/)
  assert.deepEqual(warnings, [])
})

for (const [name, pipe] of [
  ['that ends at once', (stdin: Writable) => void stdin.end()],
  ['that stays open and silent', () => {}],
] as const)
  test(`a pipe ${name} has nothing to read`, async (t) => {
    const { output, end } = await piped(t, [{ exit_code: 0, output: 'hi' }], pipe)
    assert.deepEqual([output, end], ['hi', { exitCode: 0, reason: 'exited' }])
  })

test('output that is not all there is said to be so, and is no success', async (t) => {
  const output = 'half\n[qp: 7 bytes more were written and are not shown: that is all there is room for]\n'
  const ran = await piped(t, [{ exit_code: 0, output, output_cut: 7 }], (stdin) => void stdin.end())
  assert.deepEqual([ran.output, ran.end.exitCode], ['half', 1])
  assert.match(ran.end.message ?? '', /^7 bytes of its output are missing/)
})

test('what was no text is told of', async (t) => {
  const ran = await piped(t, [{ exit_code: 0, output: 'a\ufffdb' }], (stdin) => void stdin.end())
  assert.deepEqual([ran.output, ran.end.exitCode, ran.warnings.length], ['a\ufffdb', 0, 2])
  assert.match(ran.warnings[1] ?? '', /no text/)
})

test('a refusal is how it ended, with its words', async (t) => {
  const detail = 'No build associated with this release to run this command'
  stubDeis(t, [{ method: 'POST', path, body: { command: 'ls' }, status: 400, answer: { detail } }])
  const api = stubbedDeis()
  const process = await api.dynos.attach(await api.dynos.create('demo', { command: 'ls', attach: true }), {
    tty: false,
  })
  assert.equal(await text(process.stdout), '')
  assert.deepEqual(await process.exit, { exitCode: 1, reason: 'not-started', message: `${detail}.` })
})

const refused: { options: DynoCreate; message: RegExp; hint?: RegExp }[] = [
  {
    options: { command: 'bash', attach: true, tty: true },
    message: /has no terminals for one-off dynos\.$/,
    hint: /--no-tty.*--docker/,
  },
  { options: { command: 'ls', attach: false }, message: /run on by themselves/, hint: /--no-tty/ },
  { options: { command: 'ls', attach: true, size: 'Standard-2X' }, message: /has no sizes for/ },
  { options: { command: 'ls', attach: true, type: 'web' }, message: /has no process types for/ },
  { options: { command: 'ls', attach: true, timeout: 5 }, message: /has no timeouts for/ },
  { options: { command: 'ls', attach: true, time_to_live: 5 }, message: /has no timeouts for/ },
  { options: { command: 'ls', attach: true, env: { A: '1' } }, message: /config vars for one dyno alone/ },
]
for (const { options, ...expected } of refused)
  test(`a run of ${JSON.stringify(options)} is refused before it is one`, async (t) => {
    stubDeis(t, [])
    await assert.rejects(stubbedDeis().dynos.create('demo', options), { code: 'not_supported', ...expected })
  })

test('whoever interrupts it waits no longer, and is told that it runs on', async (t) => {
  const authorization = `token ${deisToken}`
  const asked = stubController(t, { url: deisUrl, authorization })
    .post('/v2/apps/demo/run')
    // It is never answered.
    .reply(200, () => new Promise<never>(() => {}))
  const api = stubbedDeis()
  const dyno = await api.dynos.create('demo', { command: 'sleep 9', attach: true })
  const process = await api.dynos.attach(dyno, { tty: false })
  await until('it was asked for', () => asked.isDone())
  await process.signal('SIGINT')
  const { exitCode, message } = await process.exit
  assert.equal(exitCode, 130)
  assert.match(message ?? '', /^left; Deis's controller lets .* run on until it ends, qp's ends it$/)
  // Only what was broken off ends now.
  assert.equal(await text(process.stdout), '')
})
