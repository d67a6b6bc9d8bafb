import type { Readable } from 'node:stream'
import { problem } from '../../domain/problem.ts'
import type { ImportOptions } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { readRefusal } from './errors.ts'
import { splitImageName } from './image-name.ts'
import { ReportedError, readProgress } from './progress.ts'

export async function importImage(api: DockerApi, tar: Readable, options: ImportOptions): Promise<void> {
  const query = { fromSrc: '-', ...splitImageName(options.tag), changes: buildChanges(options) }
  try {
    const body = await api.stream({ method: 'POST', path: '/images/create', query, upload: tar })
    for await (const _ of readProgress(body));
  } catch (error) {
    const reason = error instanceof ReportedError ? error.message : readRefusal(error)?.message
    if (reason === undefined) throw error
    throw problem('build_failed', `Docker can't make an image of this file system: ${reason}`, {
      cause: error,
    })
  }
}

/** An import takes its configuration as lines of a Dockerfile. */
export function buildChanges({ labels, env = {} }: Pick<ImportOptions, 'labels' | 'env'>): string[] {
  return [
    ...Object.entries(labels).map(([name, value]) => `LABEL ${quote(name)}=${quote(value)}`),
    ...Object.entries(env).map(([name, value]) => `ENV ${name}=${quote(value)}`),
  ]
}

/** In a Dockerfile's double quotes `\`, `"` and `$` are special, and a line break ends the instruction. */
export function quote(text: string): string {
  if (/[\r\n]/.test(text))
    throw problem(
      'invalid_params',
      `An image's label or variable can't have a line break: ${JSON.stringify(text)}`,
    )
  return `"${text.replace(/[\\"$]/g, '\\$&')}"`
}
