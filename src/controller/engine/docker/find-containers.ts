import { Type } from 'typebox'
import type { Container } from '../engine.ts'
import { ContainerInspect, toContainer } from './container-state.ts'
import type { DockerApi } from './docker-api.ts'
import { isNotFound } from './errors.ts'
import { buildFilters } from './filters.ts'
import { parseAnswer } from './parse-answer.ts'

const Summaries = Type.Array(Type.Object({ Id: Type.String() }))

/** Connections at a time: the engine answers an inspect in a millisecond. */
const batchSize = 16

export async function findContainer(api: DockerApi, id: string): Promise<Container | undefined> {
  const inspect = await inspectContainer(api, id)
  return inspect && toContainer(inspect)
}

/** Docker's list holds neither exit codes nor start times, so each is looked at; what is gone by then is left out. */
export async function listContainers(
  api: DockerApi,
  labels: Readonly<Record<string, string>>,
): Promise<Container[]> {
  const answer = await api.send({
    method: 'GET',
    path: '/containers/json',
    query: { all: true, filters: buildFilters(labels) },
  })
  const ids = parseAnswer(Summaries, answer).map((it) => it.Id)
  const found: Container[] = []
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = await Promise.all(ids.slice(start, start + batchSize).map((id) => findContainer(api, id)))
    found.push(...batch.filter((it) => it !== undefined))
  }
  return found
}

export async function inspectContainer(api: DockerApi, id: string): Promise<ContainerInspect | undefined> {
  try {
    const answer = await api.send({ method: 'GET', path: `/containers/${encodeURIComponent(id)}/json` })
    return parseAnswer(ContainerInspect, answer)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
