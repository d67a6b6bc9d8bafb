import { randomBytes } from 'node:crypto'

/** What builds and release commands write, for whoever wants to read along. */
export interface LiveOutputs {
  /** Signs the addresses at which they are read. */
  readonly secret: Buffer
  /** Opens one under the id of its build or release. */
  begin(id: string): LiveOutput
  /** All its lines from the first on, as they come, until its end or the signal; undefined where nothing writes under this id. */
  follow(id: string, signal: AbortSignal): AsyncIterable<string> | undefined
}

export interface LiveOutput {
  write(line: string): void
  /** Nothing more will come. Returns all of it, each line with its end. */
  end(): string
}

interface Writing {
  lines: string[]
  isOver: boolean
  /** Resolves when there is news. */
  news: PromiseWithResolvers<void>
}

export function createLiveOutputs(): LiveOutputs {
  const all = new Map<string, Writing>()
  return {
    secret: randomBytes(32),
    begin(id) {
      const writing: Writing = { lines: [], isOver: false, news: Promise.withResolvers() }
      all.set(id, writing)
      const tell = () => {
        writing.news.resolve()
        writing.news = Promise.withResolvers()
      }
      return {
        write(line) {
          writing.lines.push(line)
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
