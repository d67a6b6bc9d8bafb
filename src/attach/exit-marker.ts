import { Transform, type TransformCallback } from 'node:stream'

/** How the heroku program learns of an exit code: `run -x` has the shell say this line at the end, behind U+FFFF. */
const begin = Buffer.from('\uFFFF heroku-command-exit-status: ')

/** What follows at most: three digits, and the end of the line as a terminal writes it. */
const longest = begin.length + '255\r\n'.length

/** Whether a command was asked for with its exit code, as `heroku run -x` does. */
export function wantsExitMarker(command: string): boolean {
  return command.includes(begin.toString())
}

/** What was typed, for people to read: without what `heroku run -x` adds to it. */
export function withoutExitMarker(command: string): string {
  const at = command.indexOf(` ; echo "${begin}`)
  return at === -1 ? command : command.slice(0, at)
}

/**
 * Lets output through as it comes, but the marker line whole and as a chunk of its own: the heroku program looks for it in each
 * chunk that it reads, takes it away at the beginning of a line alone, and misses one that was cut (heroku 11.10,
 * dist/lib/run/dyno.js).
 */
export class ExitMarkerFilter extends Transform {
  #held: Buffer = Buffer.alloc(0)
  #hasSeen = false
  #missing: number | undefined

  /** No more will come. `missing`: the code to say where the command itself has not said any. */
  conclude(missing: number | undefined): void {
    this.#missing = missing
    this.end()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#let(Buffer.concat([this.#held, chunk]))
    done()
  }

  override _flush(done: TransformCallback): void {
    this.#pass(this.#held)
    if (this.#missing !== undefined && !this.#hasSeen)
      this.#pass(Buffer.concat([begin, Buffer.from(`${this.#missing}\r\n`)]))
    done()
  }

  #let(data: Buffer): void {
    const at = startOfMarker(data)
    this.#pass(data.subarray(0, at))
    const rest = data.subarray(at)
    const end = rest.indexOf('\n') + 1 || longest
    if (rest.length < Math.min(end, longest)) {
      this.#held = rest
      return
    }
    this.#held = Buffer.alloc(0)
    this.#hasSeen = true
    this.#pass(rest.subarray(0, end))
    this.#let(rest.subarray(end))
  }

  #pass(data: Buffer): void {
    if (data.length > 0) this.push(data)
  }
}

/** Where the marker begins, or the part of it that the data ends in; the data's length where there is none. */
function startOfMarker(data: Buffer): number {
  for (let at = data.indexOf(0xef); at !== -1; at = data.indexOf(0xef, at + 1)) {
    const there = data.subarray(at, at + begin.length)
    if (there.equals(begin.subarray(0, there.length))) return at
  }
  return data.length
}
