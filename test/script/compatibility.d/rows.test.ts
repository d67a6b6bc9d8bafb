import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from '@oclif/core'
import { parseOriginals } from '../../../script/compatibility.d/original.ts'
import {
  compareAll,
  findStrayNotes,
  type Note,
  type Row,
  summarizeTopics,
} from '../../../script/compatibility.d/rows.ts'

const command = (id: string, hiddenAliases: string[] = []) =>
  ({ id, aliases: [], hiddenAliases, args: {}, strict: true, flags: {} }) as unknown as Command.Cached
const commands = { apps: command('apps', ['apps:list']), ps: command('ps') }

function rowOf(list: string, note?: Note): Row | undefined {
  const originals = parseOriginals(list)
  const [original] = originals
  assert.ok(original)
  return compareAll(originals, commands, note ? { [original.command]: note } : {})[0]
}

const cases: { name: string; list: string; note?: Note; expected: Row }[] = [
  { name: 'all is taken', list: 'apps\t\t\t', expected: { command: 'apps', state: 'works', about: '' } },
  {
    name: 'all is taken, by a command of another name',
    list: 'apps:list\t\t\t',
    expected: { command: 'apps:list', ours: 'apps', state: 'works', about: '' },
  },
  {
    name: 'it takes all and a note says what differs',
    list: 'apps\t\t\t',
    note: { differs: 'It is sorted.' },
    expected: { command: 'apps', state: 'works, differs', about: 'It is sorted.' },
  },
  {
    name: 'a note explains what is not taken',
    list: 'apps\t\t\t--all',
    note: { differs: 'It always shows all.' },
    expected: { command: 'apps', state: 'works, differs', about: 'It always shows all. Not taken: `--all`.' },
  },
  {
    name: 'nobody explains what is not taken',
    list: 'apps\t\t\t--all -s/--space=',
    expected: { command: 'apps', state: 'unexplained', about: 'Not taken: `--all`, `-s/--space=`.' },
  },
  {
    name: 'a hidden flag explains itself',
    list: 'apps\t\t\t(--kernel=)',
    expected: {
      command: 'apps',
      state: 'works, differs',
      about: 'Not taken, of the hidden flags: `--kernel=`.',
    },
  },
  {
    name: 'it is not there, and a note says why',
    list: 'apps:paint\t\t\t',
    note: { not: 'There are no teams.' },
    expected: { command: 'apps:paint', state: 'not', about: 'There are no teams.' },
  },
  {
    name: 'it is not there, as the program itself says',
    list: 'ps:autoscale:enable\t\t\t',
    expected: {
      command: 'ps:autoscale:enable',
      state: 'not',
      about: 'qp has no autoscaling yet. `qp ps:scale` sets how many dynos run.',
    },
  },
  {
    name: 'it is not there, and nobody says why',
    list: 'apps:paint\t\t\t',
    expected: { command: 'apps:paint', state: 'unexplained', about: 'not there' },
  },
  {
    name: 'it has come, and its note is older',
    list: 'apps\t\t\t',
    note: { not: 'Not yet.' },
    expected: { command: 'apps', state: 'unexplained', about: 'it is there; its note says it is not' },
  },
  {
    name: 'a note on how it differs does not make it be there',
    list: 'apps:paint\t\t\t',
    note: { differs: 'Nothing.' },
    expected: { command: 'apps:paint', state: 'unexplained', about: 'not there' },
  },
]

for (const { name, list, note, expected } of cases) {
  test(`${expected.state}: ${name}`, () => {
    assert.deepEqual(rowOf(list, note), expected)
  })
}

test('topics that are absent as a whole are summed up, and have no rows', () => {
  const originals = parseOriginals('apps\t\t\t\nredis\t\t\t\nredis:info\t\t\t')
  assert.deepEqual(
    compareAll(originals, commands, {}).map((row) => row.command),
    ['apps'],
  )
  const [redis, ...others] = summarizeTopics(originals, commands)
  assert.deepEqual([redis?.topic, redis?.commands, others], ['redis', 2, []])
  assert.match(redis?.about ?? '', /^qp has no Redis of its own\. /)
})

test('a topic of which there is some by now is told row by row', () => {
  const originals = parseOriginals('redis\t\t\t\nredis:info\t\t\t')
  const withOne = { 'redis:info': command('redis:info') }
  assert.deepEqual(
    compareAll(originals, withOne, {}).map(({ command, state }) => [command, state]),
    [
      ['redis', 'not'],
      ['redis:info', 'works'],
    ],
  )
  assert.deepEqual(summarizeTopics(originals, withOne), [])
})

test('notes on what is not in the list are found', () => {
  const notes = { apps: { differs: 'So.' }, aps: { differs: 'So.' } }
  assert.deepEqual(findStrayNotes(parseOriginals('apps\t\t\t'), notes), ['aps'])
})
