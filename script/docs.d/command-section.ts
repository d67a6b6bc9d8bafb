import type { Command } from '@oclif/core'
import { bodyOf, headlineOf } from '../../src/lib/help-text.ts'
import { spellFlag, usageOf } from '../../src/lib/help-usage.ts'
import { anchorOf, escapeText, renderTable } from './markdown.ts'

/** Flags that every command has: the index explains them. */
export const sharedFlags: readonly string[] = ['json', 'no-color', 'quiet']

/** What is told of one command, apart from its JSON: `json` says that. */
export function renderCommand(command: Command.Cached, json: string): string {
  const { id, aliases, hiddenAliases } = command
  const names = [...aliases, ...hiddenAliases].toSorted()
  return [
    `## qp ${id}`,
    escapeText(headlineOf(command)),
    fence(`qp ${usageOf(command)}`),
    ...[bodyOf(command)].filter((it) => it !== '').map(escapeText),
    ...renderArguments(command),
    ...renderFlags(command),
    ...(names.length === 0 ? [] : [`Other names: ${names.map((it) => `\`qp ${it}\``).join(', ')}`]),
    ...renderExamples(command),
    json,
  ].join('\n\n')
}

export function linkToCommand(id: string, file: string): string {
  return `[\`qp ${id}\`](${file}#${anchorOf(`qp ${id}`)})`
}

function renderArguments({ args }: Command.Cached): string[] {
  const rows = Object.values(args)
    .filter((it) => !it.hidden)
    .map((it) => [`\`${it.name.toUpperCase()}\``, escapeText(it.description ?? '')])
  return rows.length === 0 ? [] : [renderTable(['argument', ''], rows)]
}

function renderFlags({ flags }: Command.Cached): string[] {
  const rows = Object.values(flags)
    .filter((flag) => !flag.hidden && !sharedFlags.includes(flag.name))
    .map((flag) => [`\`${spellFlag(flag)}\``, aboutFlag(flag)])
  return rows.length === 0 ? [] : [renderTable(['flag', ''], rows)]
}

function aboutFlag(flag: Command.Flag.Cached): string {
  const parts = [escapeText(flag.description ?? flag.summary ?? '')]
  if (flag.type === 'option') {
    if (flag.options) parts.push(`One of ${flag.options.map((it) => `\`${it}\``).join(', ')}.`)
    if (isShown(flag.default)) parts.push(`Without: \`${String(flag.default)}\`.`)
    if (flag.multiple) parts.push('May be given more than once.')
  }
  if (flag.required) parts.push('Required.')
  return parts.filter((it) => it !== '').join(' · ')
}

function isShown(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function renderExamples({ examples = [] }: Command.Cached): string[] {
  const lines = examples.map((it) => (typeof it === 'string' ? it : it.command))
  return lines.length === 0 ? [] : [fence(lines.join('\n'))]
}

function fence(text: string): string {
  return ['```sh', text, '```'].join('\n')
}
