import type { Readable } from 'node:stream'
import { demultiplex } from './demultiplex.ts'
import type { DockerApi } from './docker-api.ts'

/** The bytes of a container's log as they were written, and on until its end or the signal. The container has no terminal. */
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
  return demultiplex(body)
}
