import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from '@oclif/core'
import type { TSchema } from 'typebox'
import { JsonFailure, jsonAnswers, withoutJson } from '../../src/api-types/json-answers.ts'
import { headlineOf } from '../../src/lib/help-text.ts'
import { readDescribedCommands } from '../build.d/manifest.ts'
import { linkToCommand, renderCommand, sharedFlags } from './command-section.ts'
import { namesUsedBy, renderBody, renderShape, type ShapeNames } from './json-shape.ts'
import { anchorOf, escapeText, renderTable } from './markdown.ts'

export const referenceFolder = 'docs/commands'

/** The files of docs/commands/ by name: one for each topic, one for the shapes of JSON answers, and the index. */
export async function renderReference(root: string): Promise<Map<string, string>> {
  const all = Object.values(await readDescribedCommands(root)).filter((it) => !it.hidden)
  const topics = Map.groupBy(all, ({ id }) => id.replace(/:.*/, ''))
  const names = await readShapeNames(root)
  const pages = [...topics].map(
    ([topic, commands]) => [`${topic}.md`, renderTopic(topic, commands, names)] as const,
  )
  return new Map([
    ...pages,
    ['json.md', renderShapes(names)],
    ['README.md', renderIndex(topics, await readTopics(root))],
  ])
}

const mark = '<!-- script/docs wrote this, from the help texts. -->'

function renderTopic(topic: string, commands: readonly Command.Cached[], names: ShapeNames): string {
  const list = commands.map((it) => `- ${linkToCommand(it.id, '')}: ${escapeText(headlineOf(it))}`)
  return page(
    `# qp ${topic}`,
    ...(commands.length > 1 ? [list.join('\n')] : []),
    ...commands.map((it) => renderCommand(it, renderJson(it.id, names))),
  )
}

function renderJson(id: string, names: ShapeNames): string {
  const reason = withoutJson[id]
  if (reason !== undefined) return `No \`--json\`: ${escapeText(reason)}.`
  const schema = jsonAnswers[id]
  if (!schema) return '`--json` answers what nobody has written down yet.'
  const links = [...directNames(schema, names)].map((it) => `[${it}](json.md#${anchorOf(it)})`)
  const where = links.length === 0 ? '' : ` (${links.join(', ')})`
  return `\`--json\` answers \`${renderShape(schema, names)}\`${where}`
}

/** The names that the rendered shape shows. */
function directNames(schema: TSchema, names: ShapeNames): Set<string> {
  const words = renderShape(schema, names).match(/\w+/g) ?? []
  return new Set(words.filter((it) => [...names.values()].includes(it)))
}

function renderShapes(names: ShapeNames): string {
  const used = namesUsedBy(Object.values(jsonAnswers), names)
  const shapes = [...names].filter(([, name]) => used.has(name)).toSorted(([, a], [, b]) => (a < b ? -1 : 1))
  return page(
    '# What --json answers',
    'Each command says which of these it answers. Times are ISO 8601 in UTC. A field may be added to a shape, and none goes away.',
    `A command that fails answers \`${renderBody(JsonFailure, names)}\`, and its exit code is not 0.`,
    ...shapes.map(([schema, name]) => `## ${name}\n\n${fieldsOf(schema as TSchema, names)}`),
  )
}

function fieldsOf(schema: TSchema, names: ShapeNames): string {
  const { properties, required = [] } = schema as {
    properties?: Record<string, TSchema>
    required?: readonly string[]
  }
  if (!properties) return `\`${renderBody(schema, names)}\``
  return renderTable(
    ['field', ''],
    Object.entries(properties).map(([name, field]) => [
      `\`${name}\`${required.includes(name) ? '' : ' (may be missing)'}`,
      `\`${renderShape(field, names)}\``,
    ]),
  )
}

function renderIndex(
  topics: ReadonlyMap<string, readonly Command.Cached[]>,
  descriptions: Readonly<Record<string, { description: string }>>,
): string {
  const rows = [...topics].map(([topic, commands]) => {
    const [about = ''] = [descriptions[topic]?.description, ...commands.map(headlineOf)].filter((it) => it)
    return [`[\`${topic}\`](${topic}.md)`, escapeText(about)]
  })
  const [first] = [...topics.values()].flat()
  return page(
    '# Commands',
    '`qp help COMMAND`, or `--help` behind it, says the same in the terminal.',
    renderTable(['topic', ''], rows),
    '## Flags of every command',
    renderTable(
      ['flag', ''],
      sharedFlags.map((name) => {
        const flag = first?.flags[name]
        const char = flag?.char === undefined ? '' : `-${flag.char}, `
        return [`\`${char}--${name}\``, escapeText(flag?.description ?? '')]
      }),
    ),
    '`--json` is an answer for programs: [what each command answers](json.md). It is on stdout alone; what is said while it goes on is on stderr.',
  )
}

function page(...parts: readonly string[]): string {
  return [mark, ...parts].join('\n\n') + '\n'
}

async function readTopics(root: string): Promise<Record<string, { description: string }>> {
  return JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).oclif.topics
}

/** Each schema that a file of src/api-types/ exports, by the name that it has there. */
async function readShapeNames(root: string): Promise<ShapeNames> {
  const names = new Map<unknown, string>()
  const files: string[] = []
  for await (const file of glob('src/api-types/*.ts', { cwd: root })) files.push(file)
  for (const file of files.toSorted()) {
    if (file.endsWith('json-answers.ts') || file.endsWith('reference.ts')) continue
    for (const [name, value] of Object.entries(await import(path.join(root, file))))
      if (typeof value === 'object') names.set(value, name)
  }
  return names
}
