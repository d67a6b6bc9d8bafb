export interface CgiHead {
  status: number
  headers: Record<string, string>
  /** What of the body came along. */
  rest: Buffer
}

const end = Buffer.from('\r\n\r\n')

/** The head of a CGI program's answer (RFC 3875 §6); undefined while it is not there whole. */
export function parseCgiHead(data: Buffer): CgiHead | undefined {
  const at = data.indexOf(end)
  if (at < 0) return undefined
  const headers: Record<string, string> = {}
  for (const line of data.subarray(0, at).toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const { status = '200', ...others } = headers
  return { status: Number.parseInt(status, 10), headers: others, rest: data.subarray(at + end.length) }
}
