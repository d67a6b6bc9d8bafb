import { mkdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readIfThere, writePrivately } from '../private-file.ts'

/** Names of a controller's apps, or of what an app has. Never a value of a config var. */
export type KnownValues = Readonly<Record<string, readonly string[]>>

export interface CachedValues {
  values: KnownValues
  ageMs: number
  /** True where they should be asked for again; they are good enough meanwhile. */
  isStale: boolean
}

/** Names older than a week are not worth showing; what a minute ago was asked for is. */
const goodForMs = 7 * 24 * 60 * 60 * 1000
const freshForMs = 60 * 1000

/** Of an app on a controller, or of the controller itself. `folder`: the cache folder's part for completions. */
export function valuesPath(folder: string, url: string, app: string | undefined): string {
  const file = app === undefined ? 'controller.json' : `app-${encodeURIComponent(app)}.json`
  return join(folder, encodeURIComponent(url), file)
}

/** Undefined where there is nothing that could be shown. */
export async function readValues(path: string, now: Date): Promise<CachedValues | undefined> {
  try {
    const ageMs = Math.max(0, now.getTime() - (await stat(path)).mtimeMs)
    const text = await readIfThere(path)
    if (text === undefined || ageMs > goodForMs) return undefined
    return { values: JSON.parse(text) as KnownValues, ageMs, isStale: ageMs > freshForMs }
  } catch {
    return undefined
  }
}

export async function writeValues(path: string, values: KnownValues): Promise<void> {
  await writePrivately(path, JSON.stringify(values) + '\n')
}

/** Many keys are pressed while one answer is on its way. */
const askAgainAfterMs = 15 * 1000

/** True for the first who asks for new values within some seconds. */
export async function claimRefresh(path: string, now: Date): Promise<boolean> {
  const mark = `${path}.asked`
  const asked = await stat(mark).catch(() => undefined)
  if (asked && Math.abs(now.getTime() - asked.mtimeMs) < askAgainAfterMs) return false
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  await writeFile(mark, '', { mode: 0o600 })
  await utimes(mark, now, now)
  return true
}
