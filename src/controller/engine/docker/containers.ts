import { Type } from 'typebox'
import { problem } from '../../domain/problem.ts'
import type { ContainerSpec } from '../container-spec.ts'
import type { Attachments } from './attach.ts'
import { buildContainerBody } from './container-body.ts'
import type { DockerApi } from './docker-api.ts'
import { isNotFound, readRefusal } from './errors.ts'
import { parseAnswer } from './parse-answer.ts'

const Created = Type.Object({ Id: Type.String() })

export async function createContainer(api: DockerApi, spec: ContainerSpec): Promise<string> {
  try {
    const answer = await api.send({
      method: 'POST',
      path: '/containers/create',
      query: { name: spec.name },
      body: buildContainerBody(spec),
    })
    return parseAnswer(Created, answer).Id
  } catch (error) {
    const refusal = readRefusal(error)
    // Other things may be missing too, and only the words tell them apart.
    if (refusal?.status !== 404 || !refusal.message.startsWith('No such image')) throw error
    const next = 'Deploy again to make another: `git commit --allow-empty -m "Build again"`, and push.'
    throw problem('not_found', `The image ${spec.image} is not on the engine any more. ${next}`, {
      cause: refusal,
    })
  }
}

export async function startContainer(api: DockerApi, id: string): Promise<void> {
  await api.send({ method: 'POST', path: `/containers/${id}/start` })
}

/** What is attached is let go of first: a reader that stalls would block the removal. */
export async function removeContainer(api: DockerApi, attachments: Attachments, id: string): Promise<void> {
  attachments.release(id)
  try {
    await api.send({ method: 'DELETE', path: `/containers/${id}`, query: { force: true, v: true } })
  } catch (error) {
    if (isBeingRemoved(error)) await untilRemoved(api, id)
    else if (!isNotFound(error)) throw error
  }
}

/** Somebody else asked for it first; Docker refuses whoever comes second. */
function isBeingRemoved(error: unknown): boolean {
  const refusal = readRefusal(error)
  return refusal?.status === 409 && refusal.message.includes('is already in progress')
}

async function untilRemoved(api: DockerApi, id: string): Promise<void> {
  try {
    await api.send({ method: 'POST', path: `/containers/${id}/wait`, query: { condition: 'removed' } })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

export async function resizeTerminal(
  api: DockerApi,
  id: string,
  { columns, rows }: { columns: number; rows: number },
): Promise<void> {
  await api.send({ method: 'POST', path: `/containers/${id}/resize`, query: { w: columns, h: rows } })
}
