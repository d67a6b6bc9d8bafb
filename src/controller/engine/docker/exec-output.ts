import { type Duplex, Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** Milliseconds between two looks whether a command whose output piles up has ended, and for the engine to answer one. */
const lookEvery = 200

/** What is held for a slow reader once the command has ended, in bytes: more than all buffers on the way hold. */
const spareBytes = 4 * 1024 * 1024

/**
 * What a command in a container writes, at the reader's pace. Two seconds after the command's end Docker closes its
 * outputs and drops what is still in the pipe (moby's daemon/monitor.go, `StreamConfig.Wait`; measured: up to 64 KiB lost
 * behind a reader that stalls). So while the reader is behind, the command is looked at; when it has ended, the rest, which
 * can't be much any more, is taken in at once. A look that Docker does not answer counts as an end: it answers none about
 * a command during those two seconds (measured).
 */
export function relayExecOutput(connection: Duplex, hasEnded: () => Promise<boolean>): Readable {
  let isEnding = false
  let isBehind = false
  const output = new Readable({
    read: () => void connection.resume(),
    destroy(error, done) {
      connection.destroy()
      done(error)
    },
  })
  // Whoever reads sees the error; nobody reading must not bring the controller down.
  output.on('error', () => {})
  const timer = setInterval(async () => {
    if (!isBehind) return
    isBehind = connection.isPaused()
    const answer = hasEnded().catch(() => false)
    isEnding = await Promise.race([answer, delay(lookEvery, true, { ref: false })])
    if (isEnding && output.readableLength <= spareBytes) connection.resume()
  }, lookEvery).unref()

  connection.on('data', (chunk: Buffer) => {
    if (output.push(chunk)) return
    isBehind = true
    if (!isEnding || output.readableLength > spareBytes) connection.pause()
  })
  connection.once('end', () => output.push(null))
  connection.once('error', (error) => output.destroy(error))
  connection.once('close', () => {
    clearInterval(timer)
    if (!connection.readableEnded) output.destroy()
  })
  return output
}
