import { Type } from 'typebox'
import type { DockerApi } from './docker-api.ts'
import { isNotFound } from './errors.ts'
import { parseAnswer } from './parse-answer.ts'

/** `GET /containers/{id}/json`, as far as it is read here. */
const Networked = Type.Object({
  HostConfig: Type.Object({ NetworkMode: Type.String() }),
  NetworkSettings: Type.Object({
    Networks: Type.Record(Type.String(), Type.Object({ IPAddress: Type.String() })),
  }),
})

/**
 * Its address on its own network, which the engine's machine reaches (on Linux), published or not. Docker answers an empty one
 * for a container that does not run, and for one in another's network, which has the other's.
 */
export async function findAddress(api: DockerApi, id: string): Promise<string | undefined> {
  const path = `/containers/${encodeURIComponent(id)}/json`
  try {
    const { HostConfig, NetworkSettings } = parseAnswer(Networked, await api.send({ method: 'GET', path }))
    const [mode, holder] = HostConfig.NetworkMode.split(':')
    if (mode === 'container' && holder) return await findAddress(api, holder)
    return Object.values(NetworkSettings.Networks).find((it) => it.IPAddress !== '')?.IPAddress
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
