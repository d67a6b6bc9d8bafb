import { randomBytes } from 'node:crypto'

/** What builds and release commands write, for whoever wants to read along. */
export interface LiveOutputs {
  /** Signs the addresses at which they are read. */
  readonly secret: Buffer
  /** Opens one under the id of its build or release. `show` is called with each line as it comes. */
  begin(id: string, show?: (line: string) => void): LiveOutput
  /** All its lines from the first on, as they come, until its end or the signal; undefined where nothing writes under this id. */
  follow(id: string, signal: AbortSignal): AsyncIterable<string> | undefined
}

export interface LiveOutput {
  /** What goes beyond the most there may be is dropped, which one line says: a command that never stops writing must fill neither memory nor disk. */
  write(line: string): void
  /** Nothing more will come. Returns all of it, each line with its end. */
  end(): string
}

interface Writing {
  lines: string[]
  size: number
  isOver: boolean
  /** Resolves when there is news. */
  news: PromiseWithResolvers<void>
}

/** Characters, of one build or release command. */
const mostKept = 8 * 1024 * 1024

const cutOff = ' !     It wrote more than 8 MB. What follows is neither shown nor kept.'

export function createLiveOutputs(): LiveOutputs {
  const all = new Map<string, Writing>()
  return {
    secret: randomBytes(32),
    begin(id, show = () => {}) {
      const writing: Writing = { lines: [], size: 0, isOver: false, news: Promise.withResolvers() }
      all.set(id, writing)
      const tell = () => {
        writing.news.resolve()
        writing.news = Promise.withResolvers()
      }
      return {
        write(line) {
          if (writing.size > mostKept) return
          writing.size += line.length + 1
          const shown = writing.size > mostKept ? cutOff : line
          writing.lines.push(shown)
          show(shown)
          tell()
        },
        end() {
          all.delete(id)
          writing.isOver = true
          tell()
          return writing.lines.map((line) => `${line}\n`).join('')
        },
      }
    },
    follow(id, signal) {
      const writing = all.get(id)
      return writing && readAlong(writing, signal)
    },
  }
}

async function* readAlong(writing: Writing, signal: AbortSignal): AsyncGenerator<string> {
  const gone = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  for (let index = 0; !signal.aborted; ) {
    const line = writing.lines[index]
    if (line !== undefined) {
      index += 1
      yield line
    } else if (writing.isOver) return
    else await Promise.race([writing.news.promise, gone])
  }
}
