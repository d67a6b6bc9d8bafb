/** What stands before a websocket's payload (RFC 6455, 5.2). */
export interface FrameHeader {
  /** Its own length, in bytes. */
  size: number
  /** The first byte: FIN, the reserved bits and the opcode. */
  first: number
  /** Of the payload, in bytes. */
  length: number
  /** Undefined where the payload is plain, or masked with zeros. */
  mask: Buffer | undefined
  isMasked: boolean
}

/** First bytes, with FIN and nothing reserved: a binary message in one frame, and a close, which never comes in several. */
export const wholeBinaryByte = 0x82
export const closeFrameByte = 0x88

/** Whether a message lacks some of its fragments behind this frame. Control frames may come between (RFC 6455, 5.4). */
export function isFragmentOpenAfter({ first }: FrameHeader, isOpen: boolean): boolean {
  const isControl = (first & 0x08) !== 0
  return isControl ? isOpen : (first & 0x80) === 0
}

/** Undefined where the bytes end within the header. */
export function readFrameHeader(bytes: Buffer): FrameHeader | undefined {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return undefined
  const short = second & 0x7f
  const isMasked = (second & 0x80) !== 0
  const maskAt = short < 126 ? 2 : short === 126 ? 4 : 10
  const size = maskAt + (isMasked ? 4 : 0)
  if (bytes.length < size) return undefined
  const length = readLength(bytes, short)
  const hasMask = isMasked && bytes.readUInt32LE(maskAt) !== 0
  // A copy: what it came in may be gone before the payload is here.
  const mask = hasMask ? Buffer.from(bytes.subarray(maskAt, size)) : undefined
  return { size, first, length, mask, isMasked }
}

/** 126 and 127 stand for a length of their own, of two bytes and of eight. */
function readLength(bytes: Buffer, short: number): number {
  if (short === 126) return bytes.readUInt16BE(2)
  return short === 127 ? bytes.readUInt32BE(2) * 2 ** 32 + bytes.readUInt32BE(6) : short
}

/** Up to this a message is cheaper to copy behind its header than to write as a second piece. */
const copiedBytes = 4096

/** A binary message, in the pieces that it is best written in. `mask`: four bytes, from a client alone. */
export function binaryMessage(payload: Buffer, mask?: Buffer): Buffer[] {
  const { length } = payload
  const maskAt = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const size = maskAt + (mask ? 4 : 0)
  const isCopied = length <= copiedBytes
  const bytes = Buffer.allocUnsafe(isCopied ? size + length : size)
  bytes[0] = wholeBinaryByte
  const short = length < 126 ? length : length < 65_536 ? 126 : 127
  bytes[1] = (mask ? 0x80 : 0) | short
  if (short === 126) bytes.writeUInt16BE(length, 2)
  else if (short === 127) bytes.writeBigUInt64BE(BigInt(length), 2)
  mask?.copy(bytes, maskAt)
  const isPlain = mask === undefined || mask.readUInt32LE(0) === 0
  if (!isCopied) return [bytes, isPlain ? payload : applyMask(Buffer.from(payload), mask)]
  payload.copy(bytes, size)
  if (!isPlain) applyMask(bytes.subarray(size), mask)
  return [bytes]
}

/** Masks or unmasks in place (RFC 6455, 5.3). `offset`: how many bytes of the payload came before these. */
export function applyMask(bytes: Buffer, mask: Buffer, offset = 0): Buffer {
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = (bytes[index] ?? 0) ^ (mask[(offset + index) & 3] ?? 0)
  return bytes
}
