import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { parseLogLine, renderLogLine } from '../../src/lib/log-line.ts'

const time = '2026-11-22T10:00:00.000000+00:00'

test('parseLogLine', () => {
  const cases = [
    {
      line: `${time} app[web.1]: hello  there `,
      entry: { time, source: 'app', dyno: 'web.1', text: 'hello  there ' },
    },
    { line: `${time} heroku[router]:`, entry: { time, source: 'heroku', dyno: 'router', text: '' } },
    {
      line: `${time} app[my-worker.12]: a: [b]: c`,
      entry: { time, source: 'app', dyno: 'my-worker.12', text: 'a: [b]: c' },
    },
    { line: 'something else', entry: { time: null, source: null, dyno: null, text: 'something else' } },
  ]
  for (const { line, entry } of cases) assert.deepEqual(parseLogLine(line), entry)
})

test('renderLogLine colours the head by dyno, and changes no character', () => {
  const one = `${time} app[web.1]: hello`
  const painted = renderLogLine(one, true)
  assert.equal(stripVTControlCharacters(painted), one)
  assert.ok(painted.endsWith('hello') && painted.startsWith('\u001B['))
  const colourOf = (dyno: string) => renderLogLine(`${time} app[${dyno}]: x`, true).slice(0, 5)
  assert.equal(colourOf('web.1'), colourOf('web.1'))
  assert.equal(new Set(['web.1', 'web.2', 'web.3', 'web.4', 'web.5'].map(colourOf)).size, 5)
  assert.equal(renderLogLine(one, false), one)
  assert.equal(renderLogLine('odd', true), 'odd')
})
