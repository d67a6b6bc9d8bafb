import { type Static, Type } from 'typebox'
import { problem } from '../../domain/problem.ts'
import type { EngineLog } from './connection.ts'
import type { DockerApi } from './docker-api.ts'
import { isNotFound, readRefusal } from './errors.ts'
import { buildFilters } from './filters.ts'
import { parseAnswer } from './parse-answer.ts'

type Labels = Readonly<Record<string, string>>

const Networks = Type.Array(Type.Object({ Id: Type.String(), Name: Type.String(), Created: Type.String() }))
type Network = Static<typeof Networks>[number]

export interface EngineNetworks {
  ensure(name: string, labels: Labels): Promise<string>
  list(labels: Labels): Promise<string[]>
  remove(name: string): Promise<void>
}

/**
 * Docker lets two networks of one name come to be when they are asked for together, `CheckDuplicate` or not (measured: 11
 * out of 20), and then refuses the name as ambiguous. So one request for a name is under way here at a time, and whoever
 * made one looks again and leaves only the oldest, as another controller of the same engine would.
 */
export function createNetworks(api: DockerApi, log?: EngineLog): EngineNetworks {
  const underway = new Map<string, Promise<string>>()
  return {
    ensure(name, labels) {
      const running = underway.get(name)
      if (running) return running
      const ensuring = ensureNetwork(api, name, labels, log).finally(() => underway.delete(name))
      underway.set(name, ensuring)
      return ensuring
    },
    async list(labels) {
      return (await findNetworks(api, buildFilters(labels))).map((it) => it.Name)
    },
    async remove(name) {
      for (const { Id } of await findByName(api, name)) await removeById(api, Id)
    },
  }
}

async function ensureNetwork(api: DockerApi, name: string, labels: Labels, log?: EngineLog): Promise<string> {
  if ((await findByName(api, name)).length > 0) return name
  await createNetwork(api, name, labels)
  const [, ...younger] = await findByName(api, name)
  for (const { Id } of younger) {
    log?.warn({ network: name, id: Id }, 'a second network of the same name was made meanwhile; removing it')
    await removeById(api, Id)
  }
  return name
}

async function createNetwork(api: DockerApi, name: string, labels: Labels): Promise<void> {
  try {
    await api.send({
      method: 'POST',
      path: '/networks/create',
      body: { Name: name, Labels: labels, CheckDuplicate: true },
    })
  } catch (error) {
    const refusal = readRefusal(error)
    if (refusal?.status === 409) return
    if (!refusal?.message.includes('address pool')) throw error
    throw problem(
      'conflict',
      `Docker has no addresses left for the network ${name}. Give it more, smaller ranges: "default-address-pools" in /etc/docker/daemon.json, for example [{"base": "10.204.0.0/14", "size": 26}].`,
      { cause: refusal },
    )
  }
}

async function removeById(api: DockerApi, id: string): Promise<void> {
  try {
    await api.send({ method: 'DELETE', path: `/networks/${id}` })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/** Oldest first. Docker's own filter by name also finds names that contain it. */
async function findByName(api: DockerApi, name: string): Promise<Network[]> {
  const found = await findNetworks(api, { name: [name] })
  return found
    .filter((it) => it.Name === name)
    .sort((one, other) => (one.Created + one.Id < other.Created + other.Id ? -1 : 1))
}

async function findNetworks(api: DockerApi, filters: Record<string, readonly string[]>): Promise<Network[]> {
  return parseAnswer(Networks, await api.send({ method: 'GET', path: '/networks', query: { filters } }))
}
