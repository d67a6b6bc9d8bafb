import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createReport } from '../../../script/test.d/report.ts'

function open() {
  let text = ''
  const report = createReport((more) => {
    text += more
  })
  return { report, lines: () => text.trimEnd().split('\n'), text: () => text }
}

test('the last line is the sum of all, and no more', () => {
  const { report, lines } = open()
  report.add({ name: 'types', passed: 1, failures: [], seconds: 1.23 })
  report.add({ name: 'unit tests', passed: 41, failures: [], seconds: 20 })
  assert.equal(report.finish(), true)
  assert.deepEqual(lines(), [
    'types                        ok                          1.2 s',
    'unit tests                   41 passed, 0 failed        20.0 s',
    '42 passed, 0 failed',
  ])
})

test('what failed is said in full and counted', () => {
  const { report, lines, text } = open()
  report.add({ name: 'types', passed: 0, failures: ['a.ts:1 wrong\n'], seconds: 0 })
  report.add({ name: 'unit tests', passed: 5, failures: ['b.test.ts:3 one', 'b.test.ts:9 two'], seconds: 0 })
  assert.equal(report.finish(), false)
  assert.match(
    text(),
    /^types +FAILED .*\n\na\.ts:1 wrong\n\nunit tests +5 passed, 2 failed .*\n\nb\.test\.ts:3 one\n\n/,
  )
  assert.equal(lines().at(-1), '5 passed, 3 failed')
})

test('what failed is said again at the end, without the midst of what is long', () => {
  const { report, text } = open()
  const long = `a.qpt:3 ${'x'.repeat(9000)} in vain`
  report.add({ name: 'a.qpt', passed: 0, failures: [long], seconds: 0 })
  report.add({ name: 'b.qpt', passed: 1, failures: [], seconds: 0 })
  report.finish()
  const again = text().slice(text().indexOf('b.qpt'))
  assert.match(again, /\n\nFAILED a\.qpt\na\.qpt:3 x+\n {4}\[…\]\nx+ in vain\n\n1 passed, 1 failed\n$/)
  assert.ok(again.length < 3000)
})

test('what was skipped is said too', () => {
  const { report, lines } = open()
  report.add({ name: 'unit tests', passed: 2, failures: [], skipped: 1, seconds: 0 })
  assert.equal(report.finish(), true)
  assert.equal(lines().at(-1), '2 passed, 0 failed, 1 skipped')
})

test('a run that checked nothing has not passed', () => {
  const { report, lines } = open()
  assert.equal(report.finish(), false)
  assert.deepEqual(lines(), ['0 passed, 0 failed'])
})
