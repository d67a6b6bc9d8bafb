import { Writable } from 'node:stream'

/** Milliseconds. A pipe that stays open and says nothing for so long is taken for one that has nothing to say, as CI has them. */
const longestSilence = 1_000

/** The stdin of what reads none: it takes no byte without telling. */
export interface UnreadStdin {
  stdin: Writable
  /** Whether there is something to read; false at its end, or after a while of silence. */
  holdsData(): Promise<boolean>
  /** Resolves at the first byte, whenever it comes. */
  written: Promise<void>
}

export function unreadStdin(): UnreadStdin {
  const written = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const stdin = new Writable({
    write(_chunk, _encoding, done) {
      written.resolve()
      done()
    },
    final(done) {
      ended.resolve()
      done()
    },
  })
  return {
    stdin,
    written: written.promise,
    async holdsData() {
      const silence = Promise.withResolvers<void>()
      const timer = setTimeout(silence.resolve, longestSilence)
      const isEmpty = Promise.race([ended.promise, silence.promise]).then(() => false)
      return Promise.race([written.promise.then(() => true), isEmpty]).finally(() => clearTimeout(timer))
    },
  }
}
