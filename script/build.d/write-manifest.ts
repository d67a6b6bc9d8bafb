import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { manifestFile, readManifest, renderManifest } from './manifest.ts'

/** `script/manifest`, on the right Node. */
const root = path.resolve(import.meta.dirname, '../..')
await writeFile(path.join(root, manifestFile), renderManifest(await readManifest(root)))
