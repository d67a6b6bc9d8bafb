/** Less is not worth the trouble; and pools of buffers that many share are smaller. */
const leastBytes = 16_384

/**
 * Gives the memory of bytes that came in bulk back at once: for who knows that nobody will read them, nor what came before them in the
 * same chunk, again. Left to the garbage collector they stay until it runs, which it does late for the few objects that they are: on a busy
 * machine ten times the processor time of carrying input into a dyno (docs/performance.md). The next chunk then takes the same memory,
 * which the processor still has at hand.
 */
export function giveBack({ buffer, byteOffset, byteLength }: Buffer): void {
  const isLastOfChunk = byteOffset + byteLength === buffer.byteLength
  if (isLastOfChunk && buffer.byteLength >= leastBytes && buffer instanceof ArrayBuffer) buffer.transfer(0)
}
