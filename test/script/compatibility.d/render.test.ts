import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderCompatibility, tally } from '../../../script/compatibility.d/render.ts'
import type { Row } from '../../../script/compatibility.d/rows.ts'

const rows: Row[] = [
  { command: 'apps', state: 'works', about: '' },
  { command: 'apps:list', ours: 'apps', state: 'works, differs', about: 'All: `a|b`.' },
  { command: 'ps', state: 'unexplained', about: 'not there' },
]
const topics = [{ topic: 'pg', commands: 57, about: 'qp has no databases.' }]

test('a table per topic, the tally first', () => {
  const [, ...text] = renderCompatibility([{ program: 'heroku', origin: 'its list', rows, topics }]).split(
    '\n\n',
  )
  assert.equal(text[0], '# Compatibility')
  assert.equal(
    text.slice(3).join('\n\n'),
    `|  | works | works, differs | unexplained | in topics that are not there |
| --- | --- | --- | --- | --- |
| \`heroku\` | 1 | 1 | 1 | 57 |

## heroku

Compared to its list.

### heroku apps

| command | in qp |  |
| --- | --- | --- |
| \`apps\` | works |  |
| \`apps:list\` | works, differs | Is \`apps\`. All: \`a\\|b\`. |

### heroku ps

| command | in qp |  |
| --- | --- | --- |
| \`ps\` | **unexplained** | not there |

### Topics of heroku that qp has not

| topic | commands |  |
| --- | --- | --- |
| \`pg\` | 57 | qp has no databases. |
`,
  )
})

test('a row is counted once', () => {
  assert.deepEqual(tally(rows), { works: 1, 'works, differs': 1, not: 0, unexplained: 1 })
})
