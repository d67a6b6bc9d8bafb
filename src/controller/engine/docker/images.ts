import { type Static, Type } from 'typebox'
import type { Image } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { isNotFound } from './errors.ts'
import { buildFilters } from './filters.ts'
import { splitImageName } from './image-name.ts'
import { parseAnswer } from './parse-answer.ts'

const OrNull = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Optional(Type.Union([type, Type.Null()]))

const Words = OrNull(Type.Array(Type.String()))

/** `GET /images/{name}/json`, as far as it is read. */
const ImageInspect = Type.Object({
  Id: Type.String(),
  RepoTags: Words,
  Size: Type.Integer(),
  Config: OrNull(
    Type.Object({
      Labels: OrNull(Type.Record(Type.String(), Type.String())),
      ExposedPorts: OrNull(Type.Record(Type.String(), Type.Unknown())),
      Entrypoint: Words,
      Cmd: Words,
      OnBuild: Words,
    }),
  ),
})

const Summaries = Type.Array(Type.Object({ Id: Type.String(), Created: Type.Integer() }))

export async function findImage(api: DockerApi, image: string): Promise<Image | undefined> {
  try {
    return toImage(
      parseAnswer(ImageInspect, await api.send({ method: 'GET', path: `/images/${image}/json` })),
    )
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

export async function listImages(api: DockerApi, labels: Readonly<Record<string, string>>): Promise<Image[]> {
  const answer = await api.send({
    method: 'GET',
    path: '/images/json',
    query: { filters: buildFilters(labels) },
  })
  const found: Image[] = []
  const newestFirst = parseAnswer(Summaries, answer).sort((one, other) => other.Created - one.Created)
  for (const { Id } of newestFirst) {
    const image = await findImage(api, Id)
    if (image) found.push(image)
  }
  return found
}

const TaggedSummaries = Type.Array(Type.Object({ RepoTags: Words }))

export async function listTags(api: DockerApi, repository: string): Promise<string[]> {
  const query = { filters: { reference: [repository] } }
  const answer = await api.send({ method: 'GET', path: '/images/json', query })
  const tags = parseAnswer(TaggedSummaries, answer).flatMap((it) => it.RepoTags ?? [])
  // An image found by this name may have others.
  const begin = repository.endsWith('/*') ? repository.slice(0, -1) : `${repository}:`
  return tags.filter((it) => it.startsWith(begin))
}

export async function tagImage(api: DockerApi, image: string, tag: string): Promise<void> {
  await api.send({ method: 'POST', path: `/images/${image}/tag`, query: splitImageName(tag) })
}

/** Throws `conflict` while a container uses it. */
export async function removeImage(
  api: DockerApi,
  image: string,
  { keepParents = false }: { keepParents?: boolean } = {},
): Promise<void> {
  try {
    await api.send({ method: 'DELETE', path: `/images/${image}`, query: { noprune: keepParents } })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

function toImage({ Id, RepoTags, Size, Config }: Static<typeof ImageInspect>): Image {
  return {
    id: Id,
    tags: RepoTags ?? [],
    labels: Config?.Labels ?? {},
    size: Size,
    exposedPorts: readTcpPorts(Object.keys(Config?.ExposedPorts ?? {})),
    argv: [...(Config?.Entrypoint ?? []), ...(Config?.Cmd ?? [])],
    ...(Config?.OnBuild?.length ? { triggers: Config.OnBuild } : {}),
  }
}

/** "8080/tcp" */
function readTcpPorts(ports: readonly string[]): number[] {
  return ports.filter((it) => it.endsWith('/tcp')).map((it) => Number.parseInt(it, 10))
}
