import { type DataChannel, dataChannelOf, decodeFrame, type Frame } from './frames.ts'
import type { MessagePiece } from './split-messages.ts'

/**
 * Makes frames of the pieces that messages come in. Data is handed on piece by piece, as a frame each; the rest is gathered.
 * What it gives throws a FrameError for what is no frame.
 */
export function frameReader(onFrame: (frame: Frame) => void): (piece: MessagePiece) => void {
  let of: DataChannel | undefined
  let gathered: Buffer[] = []

  return ({ bytes, isFirst, isLast }) => {
    if (isFirst) of = dataChannelOf(bytes)
    if (of) {
      const data = isFirst ? bytes.subarray(1) : bytes
      if (data.length > 0) onFrame({ channel: 'data', of, data })
      return
    }
    gathered.push(bytes)
    if (!isLast) return
    const message = Buffer.concat(gathered)
    gathered = []
    onFrame(decodeFrame(message))
  }
}
