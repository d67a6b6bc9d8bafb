import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderRootHelp } from '../../src/lib/root-help.ts'

const colour = { stdout: false, stderr: false }
const topics = [
  { name: 'ps', description: 'what runs of an app', verbs: ['restart', 'scale', 'stop'] },
  { name: 'apps', description: 'create, list and remove apps', verbs: [] },
]

test('each topic with its commands, in groups', () => {
  const [, ...sections] = renderRootHelp(topics, { columns: 80, colour }).split('\n\n')
  assert.deepEqual(sections, [
    'YOUR APPS\n  apps  create, list and remove apps',
    'WHAT RUNS\n  ps    what runs of an app\n        restart scale stop',
  ])
})

test('lines end within the terminal', () => {
  const many = {
    name: 'healthchecks',
    description: 'word '.repeat(40).trim(),
    verbs: Array.from({ length: 40 }, () => 'verb'),
  }
  for (const columns of [80, 60]) {
    const lines = renderRootHelp([...topics, many], { columns, colour }).split('\n')
    const listed = lines.slice(lines.indexOf('YOUR APPS'))
    assert.ok(listed.every((line) => line.length <= columns && line.trimEnd() === line))
    assert.equal(listed.join(' ').match(/\bverb\b/g)?.length, 40)
  }
})

test('in colour, headings are bold and commands dim', () => {
  const text = renderRootHelp(topics, { columns: 80, colour: { stdout: true, stderr: false } })
  assert.ok(text.includes('\u001B[1mYOUR APPS\u001B[22m'))
  assert.ok(text.includes('\u001B[2mrestart scale stop\u001B[22m'))
})
