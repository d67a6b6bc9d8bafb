import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planProcesses } from '../../../src/lib/local/plan-processes.ts'

const types = { web: 'serve', release: 'migrate', worker: 'work' }

const plans: [asked: string | undefined, processes: string[]][] = [
  [undefined, ['web.1 serve 5000', 'worker.1 work 5200']],
  ['web', ['web.1 serve 5000']],
  ['worker,web', ['web.1 serve 5000', 'worker.1 work 5200']],
  ['web=2, worker=0', ['web.1 serve 5000', 'web.2 serve 5001']],
  ['release', ['release.1 migrate 5100']],
]
for (const [asked, processes] of plans) {
  test(`${asked ?? 'without a word'}: ${processes.join(', ')}`, () => {
    const planned = planProcesses(types, asked, 5000)
    assert.deepEqual(
      planned.map((it) => `${it.name} ${it.line} ${it.port}`),
      processes,
    )
  })
}

test('a type that the Procfile has not is named, with the one that may be meant', () => {
  assert.throws(() => planProcesses(types, 'wroker', 5000), {
    message: 'the Procfile has no wroker. Did you mean worker?',
  })
  assert.throws(() => planProcesses(types, 'clock', 5000), {
    message: 'the Procfile has no clock. It has web, release, worker.',
  })
  assert.throws(() => planProcesses(types, 'web=many', 5000), { message: /has no "web=many"/ })
})
