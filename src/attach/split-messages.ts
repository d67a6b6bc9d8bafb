import {
  applyMask,
  closeFrameByte,
  type FrameHeader,
  isFragmentOpenAfter,
  readFrameHeader,
  wholeBinaryByte,
} from './websocket-frame.ts'

/** One part of a message, in order, and never empty. Its bytes are the listener's from now on. */
export interface MessagePiece {
  bytes: Buffer
  isFirst: boolean
  isLast: boolean
}

export interface SplitMessagesOptions {
  /** Of a binary message that came in one frame. */
  onPiece: (piece: MessagePiece) => void
  /** All other frames as they came, in pieces, up to a close. */
  onOther: (bytes: Buffer) => void
  /** In bytes: longer messages are among the others. */
  longest: number
  /** As all from clients must be, and none from servers (RFC 6455, 5.1); a frame that is not as it must be is among the others. */
  areMasked: boolean
}

export interface MessageSplitter {
  take(chunk: Buffer): void
  /** Takes no more. */
  stop(): void
}

const nothing = Buffer.alloc(0)

/** Takes the bytes of a websocket apart. It keeps no more than an unfinished header. */
export function splitMessages(options: SplitMessagesOptions): MessageSplitter {
  let unfinished: Buffer = nothing
  let frame: FrameHeader | undefined
  let isOurs = false
  /** Of a message of others: no other may begin until it is whole, or it is none of ours (RFC 6455, 5.4). */
  let isFragmentOpen = false
  let passed = 0
  let isOver = false

  /** Gives what is behind the header. */
  const begin = (bytes: Buffer): Buffer => {
    const whole = unfinished.length === 0 ? bytes : Buffer.concat([unfinished, bytes])
    const header = readFrameHeader(whole)
    unfinished = header ? nothing : Buffer.from(whole)
    if (!header) return nothing
    frame = header
    isOurs = !isFragmentOpen && isMessage(header, options)
    isFragmentOpen = isFragmentOpenAfter(header, isFragmentOpen)
    passed = 0
    if (!isOurs) options.onOther(whole.subarray(0, header.size))
    if (header.length === 0) end(header)
    return whole.subarray(header.size)
  }
  /** Gives what is behind the payload. */
  const goOn = (of: FrameHeader, bytes: Buffer): Buffer => {
    const piece = bytes.subarray(0, of.length - passed)
    const offset = passed
    passed += piece.length
    const isLast = passed === of.length
    if (isLast) end(of)
    if (isOurs) {
      if (of.mask) applyMask(piece, of.mask, offset)
      options.onPiece({ bytes: piece, isFirst: offset === 0, isLast })
    } else options.onOther(piece)
    return bytes.subarray(piece.length)
  }
  const end = ({ first }: FrameHeader) => {
    frame = undefined
    isOver ||= first === closeFrameByte
  }
  return {
    take(chunk) {
      for (let rest = chunk; rest.length > 0 && !isOver; )
        rest = frame === undefined ? begin(rest) : goOn(frame, rest)
    },
    stop() {
      isOver = true
    },
  }
}

function isMessage(
  { first, length, isMasked }: FrameHeader,
  { longest, areMasked }: SplitMessagesOptions,
): boolean {
  return first === wholeBinaryByte && length > 0 && length <= longest && isMasked === areMasked
}
