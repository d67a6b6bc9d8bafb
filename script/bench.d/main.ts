import { mkdtemp, rm } from 'node:fs/promises'
import { arch, cpus, tmpdir, totalmem, type } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench, BenchTable } from './bench.ts'
import { findBenches } from './find-benches.ts'
import { renderTable } from './render.ts'

/** `script/bench`, on the right Node. */
const root = path.resolve(import.meta.dirname, '../..')
const say = (text: string) => process.stderr.write(`${text}\n`)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '40' } },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds ${values.rounds} is no number of rounds`)
const tables: Record<string, BenchTable> = {}
for (const { name, file } of await findBenches(import.meta.dirname, positionals)) {
  say(`${name} …`)
  const table = await run(file)
  tables[name] = table
  if (!values.json)
    process.stdout.write(renderTable(table, { command: commandOf(name), machine: machine() }) + '\n')
}
if (values.json) process.stdout.write(JSON.stringify({ machine: machine(), tables }, null, 2) + '\n')

async function run(file: string): Promise<BenchTable> {
  const { bench } = (await import(file)) as { bench: Bench }
  const folder = await mkdtemp(path.join(tmpdir(), 'qp-bench-'))
  try {
    return await bench({ root, rounds, folder, say })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function commandOf(name: string): string {
  return `script/bench ${name}${values.rounds === '40' ? '' : ` --rounds ${values.rounds}`}`
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  return `${cpus().length} × ${model} (${arch()}), ${memory} GiB, ${type()}, Node ${process.versions.node}`
}
