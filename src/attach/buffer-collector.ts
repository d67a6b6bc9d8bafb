import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** After how many bytes buffers are collected. Each was in two or three by then. */
const periodBytes = 8 * 1024 * 1024

/**
 * For who carries bytes: to be told of each piece. Now and then it collects what is young in the heap, about a millisecond's work, and
 * the buffers with it, which are done with as soon as they were sent. Left to itself V8 finds few objects and many buffers, and
 * collects the whole heap for every 64 MiB of them: more than half of the processor time of a controller with input for a dyno
 * (docs/performance.md), and of its memory.
 */
export function createBufferCollector(): (bytes: number) => void {
  let carried = 0
  return (bytes) => {
    carried += bytes
    if (carried < periodBytes) return
    carried = 0
    v8.collect ??= findCollect()
    v8.collect({ type: 'minor' })
  }
}

type Collect = (options: { type: 'minor' }) => void

/** The process has one, and a context to get it from is dear: it is got when the first needs it. */
const v8: { collect?: Collect } = {}

/** V8 gives it to contexts that are made while the flag is set, so nobody else gets it. */
function findCollect(): Collect {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  return collect
}
