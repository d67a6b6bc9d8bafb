import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createController } from '../../acceptance/runner/controller.ts'
import { findFreePorts } from '../../acceptance/runner/free-ports.ts'
import { runScripts } from '../../acceptance/runner/run-scripts.ts'
import type { ScriptRun } from '../../acceptance/runner/script-run.ts'
import { herokuEnvironment } from './heroku-environment.ts'
import { provideHeroku } from './heroku-program.ts'
import { playTable, type RowResult } from './play-table.ts'
import { isMeant, parseTable } from './rows.ts'

/** `script/conformance`, on the right Node. */
const say = (text: string) => void process.stdout.write(`${text}\n`)
const words = process.argv.slice(2)
/** In the order of the contract's table, cut in two that are played at once, each with apps of its own. */
const files = ['apps.rows', 'domains.rows'].map((name) => path.join(import.meta.dirname, 'rows', name))
/** For one table, in seconds. */
const limitSeconds = 900

const results: RowResult[] = []
const broken: string[] = []
await run().catch((error: unknown) => broken.push(error instanceof Error ? error.message : String(error)))
for (const it of broken) say(`FAIL ${it}`)
const failed = results.filter(({ failure }) => failure !== undefined).length + broken.length
const out = results.filter((it) => it.out !== undefined).length
if (out > 0) say(`${out} rows are out`)
say(`${results.length - out - failed + broken.length} rows pass, ${failed} fail`)
process.exitCode = failed === 0 ? 0 : 1

async function run(): Promise<void> {
  await checkWords()
  const heroku = await provideHeroku(process.env, say)
  const controller = await createController()
  const abort = AbortSignal.timeout(limitSeconds * 1000)
  try {
    const [port] = await findFreePorts(1)
    await controller.start(abort, [
      ...['--rendezvous', `127.0.0.1:${port}`],
      ...['--receiver-network', '127.0.0.0/8'],
    ])
    await using environment = await herokuEnvironment(controller.variables)
    const variables = { ...controller.variables, ...environment.variables }
    const play = (it: ScriptRun, file: string) => {
      const PATH = [path.join(heroku, 'node_modules/.bin'), it.place.env['PATH']].join(':')
      it.place = { ...it.place, env: { ...it.place.env, PATH } }
      return playTable(it, file, { words, onRow: tell })
    }
    const onResult = ({ file, failure }: { file: string; failure: string | undefined }) => {
      if (failure !== undefined) broken.push(`${path.basename(file)}\n${failure}`)
    }
    await runScripts(files, { variables, shared: controller, abort, limitSeconds, play, onResult })
  } finally {
    await controller.destroy()
  }
}

/** A row that is not there must not pass for one that does. */
async function checkWords(): Promise<void> {
  const tables = await Promise.all(files.map(async (file) => parseTable(await readFile(file, 'utf8'))))
  const names = tables.flatMap(({ rows }) => rows.map(({ name }) => name))
  const unknown = words.find((word) => !names.some((name) => isMeant(name, [word])))
  if (unknown !== undefined) throw new Error(`no such row: ${unknown}`)
}

function tell(result: RowResult): void {
  results.push(result)
  const { name, failure, out, seconds } = result
  if (out !== undefined) say(`out  ${name}: ${out}`)
  else if (failure === undefined) say(`pass ${name} (${seconds.toFixed(1)} s)`)
  else say(`FAIL ${name} (${seconds.toFixed(1)} s)\n${failure}`)
}
