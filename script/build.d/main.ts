import path from 'node:path'
import { build } from './build.ts'

/** `script/build`, on the right Node. */
const root = path.resolve(import.meta.dirname, '../..')
await build({ root, to: path.join(root, 'dist') })
