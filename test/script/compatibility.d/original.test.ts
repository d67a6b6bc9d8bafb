import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Original,
  parseOriginals,
  renderOriginals,
  topicOf,
} from '../../../script/compatibility.d/original.ts'

const scale: Original = {
  command: 'ps:scale',
  aliases: ['scale', 'dyno:scale'],
  args: [
    { name: 'TYPE', required: true, isRest: false },
    { name: 'WORD', required: false, isRest: true },
  ],
  flags: [
    { name: 'app', char: 'a', takesValue: true, isHidden: false },
    { name: 'json', takesValue: false, isHidden: false },
    { name: 'extended', char: 'x', takesValue: false, isHidden: true },
  ],
}
const bare: Original = { command: 'apps', aliases: [], args: [], flags: [] }

test('a list is read as it was written', () => {
  const text = renderOriginals('from somewhere', [scale, bare])
  assert.deepEqual(parseOriginals(text), [scale, bare])
  assert.equal(
    text,
    '# from somewhere\n# command, aliases, arguments, flags (hidden ones in parentheses)\n' +
      'ps:scale\tscale dyno:scale\tTYPE [WORD...]\t-a/--app= --json (-x/--extended)\napps\t\t\t\n',
  )
})

test('what is no flag is heard of', () => {
  assert.throws(() => parseOriginals('apps\t\t\t-a'), /no flag: -a/)
})

test('the topic is the first word', () => {
  assert.equal(topicOf('pg:backups:url'), 'pg')
  assert.equal(topicOf('apps'), 'apps')
})
