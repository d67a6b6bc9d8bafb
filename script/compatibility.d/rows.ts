import type { Command } from '@oclif/core'
import { type AbsentCommands, describeAbsent, findAbsent } from '../../src/lib/absent-commands.ts'
import { type Commands, findCommand, findGaps, findHiddenGaps } from './gaps.ts'
import { type Original, topicOf } from './original.ts'

/** Why a command is not there, or how ours differs, where nobody can tell from the lists. */
export type Note = { differs: string } | { not: string }
export type Notes = Readonly<Record<string, Note>>

export const states = ['works', 'works, differs', 'not', 'unexplained'] as const
export type State = (typeof states)[number]

export interface Row {
  command: string
  /** The command that does it, where its name is another. */
  ours?: string
  state: State
  /** How it differs, why it is not there, or what is unexplained. */
  about: string
}

/** What each command of a program is in qp. Topics that are absent as a whole are left to `summarizeTopics`. */
export function compareAll(originals: readonly Original[], commands: Commands, notes: Notes): Row[] {
  return originals
    .filter(({ command }) => !findAbsentTopic(command, commands))
    .map((original) => {
      const ours = findCommand(original.command, commands)
      const note = notes[original.command]
      return ours ? compare(original, ours, commands, note) : explainAbsence(original.command, note)
    })
}

function compare(original: Original, ours: Command.Cached, commands: Commands, note: Note | undefined): Row {
  const { command } = original
  const row = { command, ...(ours.id === command ? {} : { ours: ours.id }) }
  const gaps = findGaps(original, ours, commands)
  const hidden = findHiddenGaps(original, ours)
  if (note && 'not' in note)
    return { ...row, state: 'unexplained', about: 'it is there; its note says it is not' }
  if (gaps.length > 0 && !note) return { ...row, state: 'unexplained', about: `Not taken: ${listOf(gaps)}.` }
  const about = [
    note?.differs,
    gaps.length > 0 ? `Not taken: ${listOf(gaps)}.` : undefined,
    hidden.length > 0 ? `Not taken, of the hidden flags: ${listOf(hidden)}.` : undefined,
  ].filter((it) => it !== undefined)
  return { ...row, state: about.length > 0 ? 'works, differs' : 'works', about: about.join(' ') }
}

function explainAbsence(command: string, note: Note | undefined): Row {
  if (note && 'not' in note) return { command, state: 'not', about: note.not }
  const absent = findAbsent(command)
  if (absent) return { command, state: 'not', about: describeAbsent(absent) }
  return { command, state: 'unexplained', about: 'not there' }
}

export interface TopicRow {
  topic: string
  /** How many commands it has. */
  commands: number
  about: string
}

/** A row for each topic that is absent as a whole. */
export function summarizeTopics(originals: readonly Original[], commands: Commands): TopicRow[] {
  const topics = new Map<string, TopicRow>()
  for (const { command } of originals) {
    const absent = findAbsentTopic(command, commands)
    if (!absent) continue
    const topic = topicOf(command)
    const known = topics.get(topic)?.commands ?? 0
    topics.set(topic, { topic, commands: known + 1, about: describeAbsent(absent) })
  }
  return [...topics.values()]
}

/** A topic of which there is some is told row by row. */
function findAbsentTopic(command: string, commands: Commands): AbsentCommands | undefined {
  const topic = topicOf(command)
  return Object.keys(commands).some((id) => topicOf(id) === topic) ? undefined : findAbsent(topic)
}

/** Notes on what is not in the list. */
export function findStrayNotes(originals: readonly Original[], notes: Notes): string[] {
  const known = new Set(originals.map(({ command }) => command))
  return Object.keys(notes).filter((it) => !known.has(it))
}

function listOf(gaps: readonly string[]): string {
  return gaps.map((it) => `\`${it}\``).join(', ')
}
