import { problem } from '../../domain/problem.ts'
import type { RegistryAuth } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { encodeAuth } from './encode-auth.ts'
import { readRefusal } from './errors.ts'
import { splitImageName } from './image-name.ts'
import { type ProgressMessage, ReportedError, readProgress } from './progress.ts'

/** `onOutput` gets each step of each layer once, not the bytes in between. */
export async function pullImage(
  api: DockerApi,
  image: string,
  onOutput: (line: string) => void,
  { auth, signal }: { auth?: RegistryAuth | undefined; signal?: AbortSignal } = {},
): Promise<void> {
  const { repo, tag } = splitImageName(image)
  const said = new Set<string>()
  try {
    const body = await api.stream({
      method: 'POST',
      path: '/images/create',
      query: { fromImage: repo, tag },
      ...(auth && { headers: { 'X-Registry-Auth': encodeAuth(auth) } }),
      ...(signal && { signal }),
    })
    for await (const message of readProgress(body)) {
      const line = renderMessage(message)
      if (!said.has(line)) onOutput(line)
      said.add(line)
    }
  } catch (error) {
    signal?.throwIfAborted()
    const reason = error instanceof ReportedError ? error.message : readRefusal(error)?.message
    if (reason === undefined) throw error
    throw problem('not_found', `The image ${image} can't be pulled: ${reason}`, { cause: error })
  }
}

function renderMessage({ status = '', id }: ProgressMessage): string {
  return id === undefined ? status : `${id}: ${status}`
}
