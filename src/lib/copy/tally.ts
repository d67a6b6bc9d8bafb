import { formatBytes } from '../bytes.ts'

/** What was copied so far. */
export interface CopyTally {
  add: (entry: { path: string; bytes: number; isSkipped: boolean }) => void
  readonly count: number
  readonly bytes: number
  /** Paths of what is neither a file nor a folder nor a link, and so was left out. */
  readonly skipped: readonly string[]
}

export function startTally(): CopyTally {
  const skipped: string[] = []
  let count = 0
  let bytes = 0
  return {
    add(entry) {
      if (entry.isSkipped) skipped.push(entry.path)
      else count += 1
      bytes += entry.bytes
    },
    get count() {
      return count
    },
    get bytes() {
      return bytes
    },
    skipped,
  }
}

/** "done, 12 files and folders, 3 MB" */
export function describeTally({ count, bytes, skipped }: CopyTally): string {
  const what = count === 1 ? '1 file' : `${count} files and folders`
  const left = skipped.length === 0 ? '' : `; left out, being neither: ${skipped.join(', ')}`
  return `done, ${what}, ${formatBytes(bytes)}${left}`
}
