import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readDescribedCommands } from '../build.d/manifest.ts'
import { readDeisContract } from './deis-contract.ts'
import { readHerokuContract } from './heroku-contract.ts'
import { type Original, parseOriginals, renderOriginals } from './original.ts'
import { type Comparison, renderCompatibility } from './render.ts'
import { compareAll, findStrayNotes, type Notes, summarizeTopics } from './rows.ts'

export const programs = ['heroku', 'deis'] as const
export type Program = (typeof programs)[number]

const sources: Readonly<Record<Program, { origin: string; read: (contract: string) => Original[] }>> = {
  heroku: { origin: 'heroku 11.10: the commands that its manifest describes', read: readHerokuContract },
  deis: {
    origin: 'deis v2 (Workflow) and what Hephy added: the usage texts of their clients',
    read: readDeisContract,
  },
}

export const documentFile = 'docs/compatibility.md'
export const unexplainedFile = 'script/compatibility.d/unexplained.txt'

/** The rows that wait for an explanation: a line each. Only what is struck off it changes. */
export async function readWaiting(root: string): Promise<string[]> {
  const text = await readFile(path.join(root, unexplainedFile), 'utf8')
  return text.split('\n').filter((line) => line !== '')
}

export function listFile(program: Program): string {
  return `script/compatibility.d/${program}.tsv`
}

/** The text of a list out of the contract that it is reduced from, or undefined where that is not beside the checkout. */
export async function reduceContract(root: string, program: Program): Promise<string | undefined> {
  const contract = path.join(root, '..', 'shared', 'contracts', `${program}-commands.tsv`)
  if (!existsSync(contract)) return undefined
  const { origin, read } = sources[program]
  return renderOriginals(origin, read(await readFile(contract, 'utf8')))
}

export interface Compatibility {
  document: string
  /** `heroku access:update`: rows that nobody has explained. */
  unexplained: string[]
  /** Notes on commands that neither program has. */
  strayNotes: string[]
}

/** Compares the lists to the manifest, both as they are in the checkout. */
export async function readCompatibility(root: string): Promise<Compatibility> {
  const commands = await readDescribedCommands(root)
  const notes = JSON.parse(
    await readFile(path.join(root, 'script/compatibility.d/notes.json'), 'utf8'),
  ) as Record<Program, Notes>
  const comparisons: Comparison[] = []
  const strayNotes: string[] = []
  for (const program of programs) {
    const originals = parseOriginals(await readFile(path.join(root, listFile(program)), 'utf8'))
    const rows = compareAll(originals, commands, notes[program])
    const topics = summarizeTopics(originals, commands)
    comparisons.push({ program, origin: sources[program].origin, rows, topics })
    strayNotes.push(...findStrayNotes(originals, notes[program]).map((it) => `${program} ${it}`))
  }
  const unexplained = comparisons.flatMap(({ program, rows }) =>
    rows.filter(({ state }) => state === 'unexplained').map(({ command }) => `${program} ${command}`),
  )
  return { document: renderCompatibility(comparisons), unexplained, strayNotes }
}
