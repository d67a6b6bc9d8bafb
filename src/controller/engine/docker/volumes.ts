import { Type } from 'typebox'
import type { DockerApi } from './docker-api.ts'
import { isNotFound } from './errors.ts'
import { buildFilters } from './filters.ts'
import { parseAnswer } from './parse-answer.ts'

type Labels = Readonly<Record<string, string>>

const Volumes = Type.Object({
  Volumes: Type.Union([Type.Array(Type.Object({ Name: Type.String() })), Type.Null()]),
})

/** Docker answers a second request for the same name with the volume there is. */
export async function ensureVolume(api: DockerApi, name: string, labels: Labels): Promise<void> {
  await api.send({ method: 'POST', path: '/volumes/create', body: { Name: name, Labels: labels } })
}

export async function listVolumes(api: DockerApi, labels: Labels): Promise<string[]> {
  const answer = await api.send({ method: 'GET', path: '/volumes', query: { filters: buildFilters(labels) } })
  return (parseAnswer(Volumes, answer).Volumes ?? []).map((it) => it.Name)
}

/** Throws `conflict` while a container uses it. */
export async function removeVolume(api: DockerApi, name: string): Promise<void> {
  try {
    await api.send({ method: 'DELETE', path: `/volumes/${name}` })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
