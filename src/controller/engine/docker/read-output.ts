import { addAbortSignal, type Readable } from 'node:stream'
import { demultiplex } from './demultiplex.ts'
import type { DockerApi } from './docker-api.ts'

/**
 * A container's log as it was written, and on until its end or the signal. The container has no terminal. What is no UTF-8 is
 * U+FFFD in it: the json-file driver keeps text, as JSON does.
 */
export async function readOutput(
  api: DockerApi,
  id: string,
  { lines, signal }: { lines: number; signal: AbortSignal },
): Promise<{ stdout: Readable; stderr: Readable }> {
  const body = await api.stream({
    method: 'GET',
    path: `/containers/${id}/logs`,
    query: { follow: true, stdout: true, stderr: true, tail: lines },
    signal,
  })
  const { stdout, stderr } = demultiplex(body)
  // All may have come, and wait for a reader: then the body hears no signal any more.
  return { stdout: addAbortSignal(signal, stdout), stderr: addAbortSignal(signal, stderr) }
}
