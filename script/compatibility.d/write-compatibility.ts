import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  documentFile,
  listFile,
  programs,
  readCompatibility,
  readWaiting,
  reduceContract,
  unexplainedFile,
} from './compatibility.ts'

/** `script/compatibility`, on the right Node. */
const root = path.resolve(import.meta.dirname, '../..')
for (const program of programs) {
  const list = await reduceContract(root, program)
  if (list !== undefined) await writeFile(path.join(root, listFile(program)), list)
}
const { document, unexplained } = await readCompatibility(root)
await writeFile(path.join(root, documentFile), document)

// What waits to be explained becomes less, and never more.
const waiting = await readWaiting(root)
const left = waiting.filter((it) => unexplained.includes(it))
await writeFile(path.join(root, unexplainedFile), left.map((it) => `${it}\n`).join(''))
for (const row of unexplained.filter((it) => !waiting.includes(it)))
  process.stderr.write(`unexplained: ${row}; script/compatibility.d/notes.json is the place to explain it\n`)
