import { isMarkedAsUntransferable } from 'node:worker_threads'

/** Less is not worth the trouble. */
const leastBytes = 16_384

/**
 * Gives the memory of bytes that came in bulk back at once: for who knows that nobody will read them, nor what came before them in the
 * same chunk, again. Left to the garbage collector they stay until it runs, which it does late for the few objects that they are: on a busy
 * machine ten times the processor time of carrying input into a dyno (docs/performance.md). The next chunk then takes the same memory,
 * which the processor still has at hand.
 *
 * Small buffers of Node share pools (`Buffer.poolSize`, 64 KiB in Node 24), one of which such bytes may end: Node marks those, and giving
 * one back would throw.
 */
export function giveBack({ buffer, byteOffset, byteLength }: Buffer): void {
  const isLastOfChunk = byteOffset + byteLength === buffer.byteLength
  if (!isLastOfChunk || buffer.byteLength < leastBytes || isMarkedAsUntransferable(buffer)) return
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}
