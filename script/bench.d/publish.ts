import { cp, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { build } from '../build.d/build.ts'

/** Makes what `npm pack` would take, but for the controller's libraries: the client needs none. Returns the program. */
export async function publish(root: string, to: string): Promise<string> {
  await mkdir(to)
  await build({ root, to: path.join(to, 'dist') })
  for (const name of ['bin', 'package.json']) {
    await cp(path.join(root, name), path.join(to, name), { recursive: true })
  }
  return path.join(to, 'bin', 'run.js')
}
