import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Run from '../../src/commands/run/index.ts'
import { runCommand } from '../fixtures/run-command.ts'
import { wholeController } from '../fixtures/whole-controller.ts'

test('flags behind the words are qp’s where they name an app that there is, whatever else says which', async (t) => {
  const { requests, stdout, stderr, exitCode } = await run(t, [
    'printf',
    '%s|',
    'it',
    '--size',
    'eco',
    '-a',
    'blog',
  ])
  assert.deepEqual(requests, [{ argv: ['printf', '%s|', 'it'], env: {}, size: 'eco' }])
  assert.deepEqual([stdout, exitCode], ['it|', 0])
  assert.match(
    stderr,
    /^`--size eco -a blog` behind the command is taken as qp's, since there is such an app\. /,
  )
})

test('the controller that is named before the words is asked', async (t) => {
  const { requests, stderr, exitCode } = await run(t, ['-c', 'legacy', 'printf', 'x', '-a', 'blog'])
  assert.deepEqual([requests, exitCode], [[], 1])
  assert.match(stderr, /legacy/)
})

const left: [argv: string[], words: string[]][] = [
  [
    ['printf', '%s|', '-a', 'nobody'],
    ['printf', '%s|', '-a', 'nobody'],
  ],
  [
    ['printf', '%s|', '-r', 'staging'],
    ['printf', '%s|', '-r', 'staging'],
  ],
  [
    ['--', 'printf', '%s|', '-a', 'shop'],
    ['printf', '%s|', '-a', 'shop'],
  ],
  [
    ['-a', 'blog', 'printf', '%s|', '-a', 'shop'],
    ['printf', '%s|', '-a', 'shop'],
  ],
]
for (const [argv, words] of left) {
  test(`all is the command's: qp run ${argv.join(' ')}`, async (t) => {
    const { requests, stderr } = await run(t, argv, { QP_APP: 'blog' })
    assert.deepEqual(
      requests.map((it) => it.argv),
      [words],
    )
    assert.equal(stderr, '')
  })
}

test('an empty name is refused, not left to the app that is chosen otherwise', async (t) => {
  const { requests, stderr, exitCode } = await run(t, ['printf', 'x', '-a', ''], { QP_APP: 'blog' })
  assert.deepEqual([requests, exitCode], [[], 2])
  assert.match(stderr, /-a names no app/)
})

async function run(t: TestContext, argv: string[], env: Record<string, string> = { QP_APP: 'shop' }) {
  const { url, sessions } = await wholeController(t, { apps: { blog: true, shop: true } })
  const result = await runCommand(t, Run, argv, { env: { QP_URL: url, ...env } })
  return { ...result, requests: sessions.requests.map(({ attach: _, tty: __, ...asked }) => asked) }
}
