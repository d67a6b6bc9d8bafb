import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from '@oclif/core'
import { linkToCommand, renderCommand } from '../../../script/docs.d/command-section.ts'

function command(more: object): Command.Cached {
  const bare = { id: 'ps:scale', aliases: [], hiddenAliases: [], args: {}, flags: {}, strict: true }
  return { ...bare, ...more } as unknown as Command.Cached
}

test('usage, arguments, flags, other names, examples, JSON', () => {
  const text = renderCommand(
    command({
      description: 'scale <types>\n\nOne line more.',
      hiddenAliases: ['scale', 'dyno:scale'],
      args: { changes: { name: 'changes', required: true, multiple: true, description: 'type=number' } },
      flags: {
        app: { name: 'app', char: 'a', type: 'option', description: 'app to run it on' },
        json: { name: 'json', type: 'boolean' },
        size: {
          name: 'size',
          type: 'option',
          helpValue: 'SIZE',
          options: ['a', 'b'],
          default: 'a',
          required: true,
        },
        tty: { name: 'tty', type: 'boolean', allowNo: true, description: 'with a terminal' },
        old: { name: 'old', type: 'boolean', hidden: true },
      },
      examples: ['$ qp ps:scale web=2', { description: 'more', command: '$ qp scale web+1' }],
    }),
    '`--json` answers this',
  )
  assert.equal(
    text,
    `## qp ps:scale

scale &lt;types>

\`\`\`sh
qp ps:scale CHANGES... --size SIZE [flags]
\`\`\`

One line more.

| argument |  |
| --- | --- |
| \`CHANGES\` | type=number |

| flag |  |
| --- | --- |
| \`-a, --app APP\` | app to run it on |
| \`--size SIZE\` | One of \`a\`, \`b\`. · Without: \`a\`. · Required. |
| \`--[no-]tty\` | with a terminal |

Other names: \`qp dyno:scale\`, \`qp scale\`

\`\`\`sh
$ qp ps:scale web=2
$ qp scale web+1
\`\`\`

\`--json\` answers this`,
  )
})

test('words of another program stand behind the flags', () => {
  const run = command({ id: 'run', strict: false, args: { command: { name: 'command', required: true } } })
  assert.match(renderCommand(run, ''), /^qp run \[flags\] COMMAND\.\.\.$/m)
})

test('the summary is the headline, and then all of the description is the body', () => {
  const server = command({ id: 'server', summary: 'run the controller', description: 'It runs.' })
  assert.match(renderCommand(server, ''), /^run the controller$.*^It runs\.$/ms)
})

test('a link leads to the heading', () => {
  assert.equal(linkToCommand('ps:scale', 'ps.md'), '[`qp ps:scale`](ps.md#qp-psscale)')
})
