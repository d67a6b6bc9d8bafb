import type { Readable } from 'node:stream'
import { problem } from '../../domain/problem.ts'
import type { DockerApi } from './docker-api.ts'
import { readRefusal } from './errors.ts'
import { ReportedError, readProgress } from './progress.ts'

export async function loadImage(api: DockerApi, tar: Readable): Promise<void> {
  try {
    const body = await api.stream({
      method: 'POST',
      path: '/images/load',
      query: { quiet: true },
      upload: tar,
    })
    for await (const _ of readProgress(body));
  } catch (error) {
    const reason = error instanceof ReportedError ? error.message : readRefusal(error)?.message
    if (reason === undefined) throw error
    throw problem('invalid_params', `The engine can't load this image: ${reason}`, { cause: error })
  }
}

export function saveImage(api: DockerApi, image: string): Promise<Readable> {
  return api.stream({ method: 'GET', path: `/images/${image}/get` })
}
