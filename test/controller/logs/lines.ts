import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogLine } from '../../../src/controller/domain/log-line.ts'

export function lineOf(text: string, others: Partial<LogLine> = {}): LogLine {
  return { at: new Date('2026-08-01T10:00:00.123Z'), source: 'app', dyno: 'web.1', text, ...others }
}

export async function makeLogDir(t: { after(undo: () => Promise<void>): unknown }): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'qp-logs-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

export function textsOf(lines: readonly LogLine[]): string[] {
  return lines.map(({ text }) => text)
}

/** The next `count` lines of one who follows. */
export async function take(lines: AsyncIterable<LogLine>, count: number): Promise<LogLine[]> {
  const taken: LogLine[] = []
  for await (const line of lines) if (taken.push(line) >= count) break
  return taken
}

/** All that comes until its end. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
