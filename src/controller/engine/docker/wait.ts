import { Type } from 'typebox'
import { problem } from '../../domain/problem.ts'
import type { ContainerExit } from '../engine.ts'
import { type ContainerInspect, hasStarted } from './container-state.ts'
import type { DockerApi } from './docker-api.ts'
import { inspectContainer } from './find-containers.ts'
import { parseAnswer } from './parse-answer.ts'

/** How long to wait for the news whether memory ran out, in milliseconds. */
const inspectPatience = 1000

const Waited = Type.Object({ StatusCode: Type.Integer() })

/**
 * Docker answers `/wait` with headers once it is waiting and with a body at the end. An end before the headers would be
 * missed, so the state is looked at in between. Docker gives 0 for a container that was removed unstarted: for what is gone
 * by the end, no code is known, and this rejects with `not_found`.
 */
export async function waitContainer(
  api: DockerApi,
  id: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ContainerExit> {
  const known = new AbortController()
  const body = await api.stream({
    method: 'POST',
    path: `/containers/${id}/wait`,
    query: { condition: 'next-exit' },
    signal: signal ? AbortSignal.any([known.signal, signal]) : known.signal,
  })
  const ended = readCode(body, signal)
  // It is not awaited where the state already tells the end.
  ended.catch(() => {})
  const before = await getInspect(api, id)
  if (hasEnded(before)) {
    known.abort()
    return { code: before.State.ExitCode, outOfMemory: before.State.OOMKilled }
  }
  const code = await ended
  return { code, outOfMemory: await wasOutOfMemory(api, id) }
}

async function readCode(body: AsyncIterable<unknown>, signal: AbortSignal | undefined): Promise<number> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of body) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
  const text = Buffer.concat(chunks).toString()
  // An engine that is shut down ends what it owes without a word.
  if (text === '') throw problem('engine_unavailable', 'Docker stopped while a container was waited for.')
  return parseAnswer(Waited, JSON.parse(text)).StatusCode
}

/**
 * Docker holds an inspect back for as long as an attached reader does not take the last of the output; the end is known
 * by then, and is not kept from whoever waits for it.
 */
async function wasOutOfMemory(api: DockerApi, id: string): Promise<boolean> {
  const late = AbortSignal.timeout(inspectPatience)
  try {
    return (await getInspect(api, id, late)).State.OOMKilled
  } catch (error) {
    if (late.aborted) return false
    throw error
  }
}

async function getInspect(api: DockerApi, id: string, signal?: AbortSignal): Promise<ContainerInspect> {
  const inspect = await inspectContainer(api, id, signal)
  if (inspect) return inspect
  throw problem('not_found', `The container ${id.slice(0, 12)} was removed before it was known how it ended.`)
}

function hasEnded(inspect: ContainerInspect): boolean {
  return hasStarted(inspect) && (inspect.State.Status === 'exited' || inspect.State.Status === 'dead')
}
