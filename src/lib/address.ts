import { UsageError } from './errors.ts'

/** "127.0.0.1:5005" or "[::1]:5005" → host and port. */
export function parseAddress(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || port > 65_535)
    throw new UsageError(`${text} is no address. Use HOST:PORT, such as 127.0.0.1:5005.`)
  return { host, port }
}
