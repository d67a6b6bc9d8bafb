import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { referenceFolder, renderReference } from './reference.ts'

/** `script/docs`, on the right Node. */
const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, referenceFolder)
const pages = await renderReference(root)
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
for (const [name, text] of pages) await writeFile(path.join(folder, name), text)
