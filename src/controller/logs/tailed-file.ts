import { type FileHandle, open } from 'node:fs/promises'

const chunkBytes = 256 * 1024

/** A file that another process writes to, read line by line from where it was left. */
export class TailedFile {
  readonly inode: number
  /** Behind the last whole line that was read. Bytes. */
  offset: number
  readonly #handle: FileHandle

  private constructor(handle: FileHandle, inode: number, offset: number) {
    this.#handle = handle
    this.inode = inode
    this.offset = offset
  }

  /** Undefined where there is no such file. */
  static async open(path: string): Promise<TailedFile | undefined> {
    try {
      const handle = await open(path)
      return new TailedFile(handle, (await handle.stat()).ino, 0)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size
  }

  /** Goes on behind the first end of a line from `offset` on. */
  async skipTo(offset: number): Promise<void> {
    this.offset = offset
    for await (const _ of this.#lines(1)) return
  }

  /** The whole lines that there are now; one that is still being written is left for the next time. */
  readLines(): AsyncGenerator<string> {
    return this.#lines(Number.POSITIVE_INFINITY)
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  async *#lines(most: number): AsyncGenerator<string> {
    const chunk = Buffer.allocUnsafe(chunkBytes)
    let rest: Buffer = Buffer.alloc(0)
    for (let position = this.offset, count = 0; ; ) {
      const { bytesRead } = await this.#handle.read(chunk, 0, chunkBytes, position)
      if (bytesRead === 0) return
      position += bytesRead
      rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
      let start = 0
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a, start)) {
        this.offset += end + 1 - start
        yield rest.toString('utf8', start, end)
        start = end + 1
        if (++count >= most) return
      }
      rest = rest.subarray(start)
    }
  }
}
