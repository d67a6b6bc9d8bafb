/** Lets only so many pieces of work run at once; the others wait in the order in which they came. */
export interface Slots {
  /** `onWait` is called once if there is no free slot. Aborting gives up the wait, and rejects with the signal's reason. */
  take<T>(work: () => Promise<T>, options?: { onWait?: () => void; signal?: AbortSignal }): Promise<T>
}

export function createSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return {
    async take(work, { onWait, signal } = {}) {
      if (free > 0) free -= 1
      else {
        onWait?.()
        await turnIn(waiting, signal)
      }
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}

/** Resolves when a slot is handed over. */
function turnIn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      waiting.splice(waiting.indexOf(enter), 1)
      reject(signal?.reason)
    }
    const enter = () => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }
    waiting.push(enter)
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted) giveUp()
  })
}
