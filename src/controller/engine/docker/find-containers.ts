import { Type } from 'typebox'
import type { Container } from '../engine.ts'
import { ContainerInspect, ContainerSummary, toContainer, toContainerFromSummary } from './container-state.ts'
import type { DockerApi } from './docker-api.ts'
import { isNotFound } from './errors.ts'
import { buildFilters } from './filters.ts'
import { parseAnswer } from './parse-answer.ts'

const Summaries = Type.Array(ContainerSummary)

/** Connections at a time: the engine answers an inspect in a millisecond. */
const batchSize = 16

/**
 * How long an inspect may take, in milliseconds. Docker holds it back while a process has ended and an attached reader
 * does not take the last of its output (measured on 20.10), for as long as that reader likes; its list knows no such wait.
 */
const defaultPatience = 1000

export async function findContainer(
  api: DockerApi,
  id: string,
  patience = defaultPatience,
): Promise<Container | undefined> {
  const inspect = await inspectInTime(api, id, patience)
  if (inspect !== 'late') return inspect && toContainer(inspect)
  const [summary] = await listSummaries(api, { id: [id] })
  return summary && toContainerFromSummary(summary)
}

/** Docker's list holds no start times, so each is looked at; what is gone by then is left out. */
export async function listContainers(
  api: DockerApi,
  labels: Readonly<Record<string, string>>,
  patience = defaultPatience,
): Promise<Container[]> {
  const summaries = await listSummaries(api, buildFilters(labels))
  const found: Container[] = []
  for (let start = 0; start < summaries.length; start += batchSize) {
    const batch = summaries.slice(start, start + batchSize)
    const looked = await Promise.all(batch.map((summary) => lookAt(api, summary, patience)))
    found.push(...looked.filter((it) => it !== undefined))
  }
  return found
}

async function lookAt(
  api: DockerApi,
  summary: ContainerSummary,
  patience: number,
): Promise<Container | undefined> {
  const inspect = await inspectInTime(api, summary.Id, patience)
  return inspect === 'late' ? toContainerFromSummary(summary) : inspect && toContainer(inspect)
}

async function inspectInTime(
  api: DockerApi,
  id: string,
  patience: number,
): Promise<ContainerInspect | undefined | 'late'> {
  const signal = AbortSignal.timeout(patience)
  try {
    return await inspectContainer(api, id, signal)
  } catch (error) {
    if (signal.aborted) return 'late'
    throw error
  }
}

export async function inspectContainer(
  api: DockerApi,
  id: string,
  signal?: AbortSignal,
): Promise<ContainerInspect | undefined> {
  const path = `/containers/${encodeURIComponent(id)}/json`
  try {
    return parseAnswer(ContainerInspect, await api.send({ method: 'GET', path, ...(signal && { signal }) }))
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

async function listSummaries(
  api: DockerApi,
  filters: Record<string, readonly string[]>,
): Promise<ContainerSummary[]> {
  const query = { all: true, filters }
  return parseAnswer(Summaries, await api.send({ method: 'GET', path: '/containers/json', query }))
}
