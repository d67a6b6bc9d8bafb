import type { Readable } from 'node:stream'
import { problem } from '../../domain/problem.ts'
import type { Attachments } from './attach.ts'
import type { DockerApi } from './docker-api.ts'
import { readRefusal } from './errors.ts'

/**
 * Docker holds a container's lock for as long as a tar is on its way, in or out (measured on 20.10: no exec, no stop, no
 * inspect meanwhile). So a stop or a removal lets go of it, as of what is attached.
 */
export async function putArchive(
  api: DockerApi,
  attachments: Attachments,
  id: string,
  path: string,
  tar: Readable,
): Promise<void> {
  const destroy = () => void tar.destroy(problem('conflict', 'The container was stopped.'))
  attachments.keep(id, { destroy }, tar)
  // Without the second, a file would take the place of a folder and all that is in it.
  const query = { path, noOverwriteDirNonDir: true }
  try {
    await api.send({ method: 'PUT', path: `/containers/${id}/archive`, query, upload: tar })
  } catch (error) {
    throw describeRefusal(error, path)
  }
}

export async function getArchive(
  api: DockerApi,
  attachments: Attachments,
  id: string,
  path: string,
): Promise<Readable> {
  try {
    const tar = await api.stream({ method: 'GET', path: `/containers/${id}/archive`, query: { path } })
    const destroy = () => void tar.destroy(problem('conflict', 'The container was stopped.'))
    attachments.keep(id, { destroy }, tar)
    // Whoever reads sees it; nobody reading yet must not bring the controller down.
    tar.on('error', () => {})
    return tar
  } catch (error) {
    throw describeRefusal(error, path)
  }
}

/** Docker answers 500 also for what is wrong with the path or the tar (measured on 20.10); only its words tell. */
function describeRefusal(error: unknown, path: string): unknown {
  const { status, message = '' } = readRefusal(error) ?? {}
  if (status === 404 && !/^no such container/i.test(message))
    return problem('no_such_file', `No such file or folder: ${path}.`, { cause: error })
  if (status !== 500) return error
  if (/not a directory$/.test(message)) return problem('conflict', `${path} is no folder.`, { cause: error })
  if (/too many links/.test(message))
    return problem('conflict', `${path} leads through too many links.`, { cause: error })
  const reason = /^Error processing tar file\(.*?\): (.*)$/s.exec(message)?.[1]
  return reason === undefined
    ? error
    : problem('invalid_params', `The tar can't be unpacked in ${path}: ${reason}.`, { cause: error })
}
