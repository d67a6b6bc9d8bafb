import { setFlagsFromString } from 'node:v8'

/**
 * For a process that carries bytes: lets V8 count buffers with the heap when it decides whether to collect garbage. By itself it
 * collects the whole heap for every 64 MiB of them, however small the heap is: that was three quarters of the processor time of a
 * controller that carries a gigabyte into a dyno (docs/performance.md). The heap's own limit is not touched.
 */
export function collectBuffersWithTheHeap(): void {
  setFlagsFromString(flag)
}

/** As `node --v8-options` lists it. An unknown one costs a line on stderr and nothing else. */
const flag = '--external-memory-accounted-in-global-limit'
