import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface RingSize {
  /** A file is ended once it is as large. Bytes. */
  fileBytes: number
  /** The oldest file goes when the others hold as many lines … */
  lines: number
  /** … or when all are larger than this. Bytes. */
  bytes: number
}

interface RingFile {
  number: number
  bytes: number
  lines: number
}

/** Numbered files of lines: new ones are added at the end, the oldest are removed. Calls must not overlap. */
export class LogRing {
  readonly #dir: string
  readonly #size: RingSize
  #files: RingFile[] | undefined

  constructor(dir: string, size: RingSize) {
    this.#dir = dir
    this.#size = size
  }

  /** `text` is whole lines, each with its end. */
  async append(text: string, lines: number): Promise<void> {
    const files = await this.#open()
    const file = await this.#current(files)
    await appendFile(this.#path(file), text, { mode: 0o600 })
    file.bytes += Buffer.byteLength(text)
    file.lines += lines
    while (files.length > 1 && this.#isFull(files)) {
      const [oldest] = files.splice(0, 1)
      if (oldest) await rm(this.#path(oldest), { force: true })
    }
  }

  /** Lines, the newest first. */
  async *readBackwards(): AsyncGenerator<string> {
    for (const file of (await this.#open()).toReversed()) {
      const lines = (await readFile(this.#path(file), 'utf8')).split('\n')
      for (const line of lines.toReversed()) if (line !== '') yield line
    }
  }

  async remove(): Promise<void> {
    this.#files = undefined
    await rm(this.#dir, { recursive: true, force: true })
  }

  async #current(files: RingFile[]): Promise<RingFile> {
    const newest = files.at(-1)
    if (newest && newest.bytes < this.#size.fileBytes) return newest
    const next = { number: (newest?.number ?? 0) + 1, bytes: 0, lines: 0 }
    await writeFile(this.#path(next), '', { mode: 0o600 })
    files.push(next)
    return next
  }

  #isFull(files: readonly RingFile[]): boolean {
    const [oldest, ...others] = files
    const lines = others.reduce((sum, it) => sum + it.lines, 0)
    const bytes = others.reduce((sum, it) => sum + it.bytes, oldest?.bytes ?? 0)
    return lines >= this.#size.lines || bytes > this.#size.bytes
  }

  async #open(): Promise<RingFile[]> {
    if (this.#files) return this.#files
    await mkdir(this.#dir, { recursive: true, mode: 0o700 })
    const names = (await readdir(this.#dir)).filter((name) => /^\d{8}\.log$/.test(name)).sort()
    const files = await Promise.all(names.map((name) => this.#measure(Number(name.slice(0, 8)))))
    this.#files = files
    return files
  }

  /** A line that a crash tore is ended, so that the next one is whole. */
  async #measure(number: number): Promise<RingFile> {
    const path = this.#path({ number })
    const bytes = await readFile(path)
    const isTorn = bytes.length > 0 && bytes.at(-1) !== 0x0a
    if (isTorn) await appendFile(path, '\n')
    let lines = isTorn ? 1 : 0
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines++
    return { number, bytes: bytes.length + (isTorn ? 1 : 0), lines }
  }

  #path({ number }: { number: number }): string {
    return join(this.#dir, `${String(number).padStart(8, '0')}.log`)
  }
}
