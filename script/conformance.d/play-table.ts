import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseScript } from '../../acceptance/runner/parse.ts'
import { playScript } from '../../acceptance/runner/play-script.ts'
import { Mismatch, type ScriptRun } from '../../acceptance/runner/script-run.ts'
import { isMeant, parseTable, type Row } from './rows.ts'

export interface RowResult {
  name: string
  /** What it said and what is wrong with it; undefined where it passed, or is out. */
  failure: string | undefined
  out: string | undefined
  seconds: number
}

/** Traces of a field that was not there, in what a program says. */
const nonsense = /\bundefined\b|\bNaN\b|TypeError|\[object Object\]|Invalid Date/

/** Plays the rows of a table that are meant, one after another: one that fails does not keep the next from being tried. */
export async function playTable(
  run: ScriptRun,
  file: string,
  { words, onRow }: { words: readonly string[]; onRow: (result: RowResult) => void },
): Promise<void> {
  const table = parseTable(await readFile(file, 'utf8'))
  const rows = table.rows.filter(({ name }) => isMeant(name, words))
  for (const { name, out } of rows)
    if (out !== undefined) onRow({ name, out, failure: undefined, seconds: 0 })
  const meant = rows.filter(({ out }) => out === undefined)
  if (meant.length === 0) return
  await playScript(run, parseScript(table.setup), path.basename(file))
  for (const row of meant) onRow(await playRow(run, row, path.basename(file)))
}

async function playRow(run: ScriptRun, { name, text }: Row, file: string): Promise<RowResult> {
  const begun = performance.now()
  const from = run.transcript.length
  const { place } = run
  const error = await playScript(run, parseScript(text), file).then(() => undefined, String)
  // Each row is where the table is, and in its environment.
  run.place = place
  const said = run.transcript.slice(from)
  const lines = said.filter((line) => line.startsWith('    ') && nonsense.test(line))
  const wrong =
    error ?? (lines.length > 0 ? String(new Mismatch(`it says:\n${lines.join('\n')}`)) : undefined)
  const failure = wrong === undefined ? undefined : [...said, wrong].join('\n')
  return { name, failure, out: undefined, seconds: (performance.now() - begun) / 1000 }
}
