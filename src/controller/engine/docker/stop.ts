import type { Attachments } from './attach.ts'
import type { DockerApi } from './docker-api.ts'
import { isNotFound, readRefusal } from './errors.ts'

/**
 * Whoever is attached may read to the end, but not for longer than the grace: Docker does not end a container whose
 * output nobody takes, not even by SIGKILL.
 */
export async function stopContainer(
  api: DockerApi,
  attachments: Attachments,
  id: string,
  { graceSeconds }: { graceSeconds: number },
): Promise<void> {
  const timer = setTimeout(() => attachments.release(id), graceSeconds * 1000)
  try {
    await api.send({ method: 'POST', path: `/containers/${id}/stop`, query: { t: graceSeconds } })
  } catch (error) {
    if (!isNotFound(error)) throw error
  } finally {
    clearTimeout(timer)
  }
}

/** What has ended in the meantime can take no signal, and that is fine. */
export async function signalContainer(api: DockerApi, id: string, signal: NodeJS.Signals): Promise<void> {
  try {
    await api.send({ method: 'POST', path: `/containers/${id}/kill`, query: { signal } })
  } catch (error) {
    if (readRefusal(error)?.status !== 409) throw error
  }
}
