import { rename, rm } from 'node:fs/promises'
import type { AppLogs } from './app-logs.ts'
import { describeDropped } from './dropped-lines.ts'
import { keepJson, readKeptJson } from './kept-json.ts'
import { parseRouterLine } from './router-line.ts'
import { TailedFile } from './tailed-file.ts'

export interface RouterLogOptions {
  /** nginx's access log. How far it was read is kept beside it. */
  path: string
  logs: Pick<AppLogs, 'append'> & { flush(): Promise<void> }
  /** After a rename: makes nginx write to a new file; true once nothing is written to the old one, known by its inode. */
  reopen: (inode: number) => Promise<boolean>
  log: { warn(fields: object, message: string): void }
  /** A file as large is put away. Bytes. */
  mostBytes?: number
  /** Of what was written while no controller was there, the newest so many bytes are read. */
  mostToCatchUp?: number
  everyMilliseconds?: number
}

/** Brings the router's lines into the apps' logs until it is closed; then what is in the file has been read. */
export async function followRouterLog(options: RouterLogOptions): Promise<{ close(): Promise<void> }> {
  const follower = new RouterLog(options)
  await follower.catchUp()
  return follower
}

class RouterLog {
  readonly #options: RouterLogOptions
  readonly #positionPath: string
  readonly #putAwayPath: string
  #file: TailedFile | undefined
  #kept = ''
  /** Apps that were told that lines were skipped; undefined where none were. */
  #toldOfSkip: Set<string> | undefined
  #timer: NodeJS.Timeout | undefined
  #step: Promise<void> = Promise.resolve()

  constructor(options: RouterLogOptions) {
    this.#options = options
    this.#positionPath = `${options.path}.position`
    this.#putAwayPath = `${options.path}.1`
  }

  /** Goes on where an earlier controller ended, which may have been in the midst of putting a file away. */
  async catchUp(): Promise<void> {
    const position = readPosition(await readKeptJson(this.#positionPath))
    const putAway = await TailedFile.open(this.#putAwayPath)
    if (putAway) {
      if (putAway.inode === position.inode) putAway.offset = position.offset
      await this.#finish(putAway)
    }
    this.#file = await TailedFile.open(this.#options.path)
    if (this.#file?.inode === position.inode) this.#file.offset = position.offset
    await this.#skipTooOld()
    this.#again()
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#step
    await this.#readOn()
    await this.#file?.close()
    this.#file = undefined
  }

  #again(): void {
    this.#timer = setTimeout(() => {
      this.#step = this.#readOn().catch((error: unknown) => {
        this.#options.log.warn({ err: error }, "the router's log can't be read")
      })
      void this.#step.then(() => this.#timer && this.#again())
    }, this.#options.everyMilliseconds ?? 200)
    this.#timer.unref()
  }

  async #readOn(): Promise<void> {
    this.#file ??= await TailedFile.open(this.#options.path)
    if (!this.#file) return
    await this.#readLines(this.#file)
    await this.#keepPosition(this.#file)
    if (this.#file.offset >= (this.#options.mostBytes ?? 8 * 1024 * 1024)) await this.#putAway(this.#file)
  }

  async #readLines(file: TailedFile): Promise<void> {
    // Only a person with a shell shortens it.
    if ((await file.size()) < file.offset) file.offset = 0
    for await (const text of file.readLines()) this.#append(text)
  }

  #append(text: string): void {
    const parsed = parseRouterLine(text)
    if (!parsed) return
    const { appId, dropped, line } = parsed
    if (this.#toldOfSkip && !this.#toldOfSkip.has(appId)) {
      this.#toldOfSkip.add(appId)
      const note =
        "The router's lines before this one were skipped: there were too many while no controller ran."
      this.#options.logs.append(appId, { ...line, text: note })
    }
    if (dropped) this.#options.logs.append(appId, describeDropped(dropped.count, dropped.since, line.at))
    this.#options.logs.append(appId, line)
  }

  /** After what was read is safe: a crash in between repeats lines, and loses none. */
  async #keepPosition({ inode, offset }: TailedFile): Promise<void> {
    const position = JSON.stringify({ inode, offset })
    if (position === this.#kept) return
    await this.#options.logs.flush()
    await keepJson(this.#positionPath, { inode, offset })
    this.#kept = position
  }

  async #putAway(file: TailedFile): Promise<void> {
    await rename(this.#options.path, this.#putAwayPath)
    this.#file = undefined
    await this.#finish(file)
  }

  /** Reads a renamed file to its end, which is known only when nginx has let go of it, and removes it. */
  async #finish(file: TailedFile): Promise<void> {
    const isLetGo = await this.#options.reopen(file.inode)
    if (!isLetGo) {
      this.#options.log.warn({ path: this.#putAwayPath }, 'nginx still writes to a log that was put away')
    }
    await this.#readLines(file)
    await file.close()
    await this.#options.logs.flush()
    await rm(this.#putAwayPath, { force: true })
  }

  async #skipTooOld(): Promise<void> {
    const file = this.#file
    const most = this.#options.mostToCatchUp ?? 8 * 1024 * 1024
    if (!file || (await file.size()) - file.offset <= most) return
    await file.skipTo((await file.size()) - most)
    this.#toldOfSkip = new Set()
  }
}

function readPosition(kept: unknown): { inode: number; offset: number } {
  const { inode, offset } = (kept ?? {}) as { inode?: unknown; offset?: unknown }
  return { inode: Number(inode ?? -1), offset: Number(offset ?? 0) }
}
