import { readdir } from 'node:fs/promises'
import path from 'node:path'

const ending = '.bench.ts'

/** The files of these benches, or of all. Throws where a name has none, and says which there are. */
export async function findBenches(folder: string, names: readonly string[]) {
  const all = (await readdir(folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort()
  const unknown = names.filter((name) => !all.includes(name))
  if (unknown.length > 0)
    throw new Error(`no such bench: ${unknown.join(', ')}. There are ${all.join(', ')}.`)
  return (names.length === 0 ? all : names).map((name) => ({ name, file: path.join(folder, name + ending) }))
}
