import { readFile, rename, writeFile } from 'node:fs/promises'

/** Undefined where there is none, or none that can be read: what it says can be done without. */
export async function readKeptJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** All of it or nothing, whenever the process ends. */
export async function keepJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
  await rename(`${path}.new`, path)
}
