/**
 * What `script/test` says: a line for each thing that was checked, what failed in full, once more in short at the end, and the sum as
 * the last line.
 */
export interface Report {
  add(line: ReportLine): void
  /** Says the last line. True if something was checked and nothing failed. */
  finish(): boolean
}

export interface ReportLine {
  name: string
  passed: number
  failures: readonly string[]
  skipped?: number
  seconds: number
}

export function createReport(write: (text: string) => void): Report {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const failed: string[] = []
  return {
    add({ name, passed, failures, skipped = 0, seconds }) {
      sum.passed += passed
      sum.failed += failures.length
      sum.skipped += skipped
      const single = passed + failures.length + skipped === 1
      const words = single
        ? failures.length === 0
          ? 'ok'
          : 'FAILED'
        : count(passed, failures.length, skipped)
      write(`${name.padEnd(28)} ${words.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s\n`)
      for (const failure of failures) write(`\n${failure.trimEnd()}\n\n`)
      failed.push(...failures.map((it) => `FAILED ${name}\n${shorten(it.trimEnd())}\n\n`))
    },
    finish() {
      for (const text of failed.slice(0, shownAgain)) write(`\n${text}`)
      write(`${count(sum.passed, sum.failed, sum.skipped)}\n`)
      return sum.failed === 0 && sum.passed > 0
    },
  }
}

/** The end of a long output is what is read first, and may be all of it that is kept. */
const shownAgain = 5
const lengths = { head: 400, tail: 1600 }

function shorten(text: string): string {
  if (text.length <= lengths.head + lengths.tail) return text
  return `${text.slice(0, lengths.head)}\n    […]\n${text.slice(-lengths.tail)}`
}

function count(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}
