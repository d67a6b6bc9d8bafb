import type { Readable } from 'node:stream'
import type { DockerApi } from './docker-api.ts'

export async function putArchive(api: DockerApi, id: string, path: string, tar: Readable): Promise<void> {
  await api.send({ method: 'PUT', path: `/containers/${id}/archive`, query: { path }, upload: tar })
}

export async function getArchive(api: DockerApi, id: string, path: string): Promise<Readable> {
  return api.stream({ method: 'GET', path: `/containers/${id}/archive`, query: { path } })
}
