import { type Problem, type ProblemId, problem } from '../../domain/problem.ts'
import type { DockerEndpoint } from './endpoint.ts'
import { describePlainToTls, describeUnreachable, isPlainToTls } from './unreachable.ts'

/** What the engine answered, kept as the cause of the Problem made of it. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The engine's own refusal behind a Problem; undefined where it refused nothing. */
export function readRefusal(error: unknown): EngineRefusal | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof EngineRefusal ? cause : undefined
}

/** True where a Problem says that what was asked for is not there. */
export function isNotFound(error: unknown): boolean {
  return readRefusal(error)?.status === 404
}

/** From what dockerode throws: a refusal has a `statusCode`, a connection that failed has a `code`. */
export function toProblem(error: unknown, endpoint: DockerEndpoint): Problem {
  if (!(error instanceof Error)) return problem('engine_unavailable', `Docker failed: ${String(error)}`)
  const status = readProperty(error, 'statusCode')
  if (typeof status !== 'number') return describeUnreachable(error, endpoint)
  const refusal = new EngineRefusal(status, readReason(error))
  if (isPlainToTls(refusal.message)) return describePlainToTls(endpoint)
  return problem(idOfRefusal(refusal), `Docker: ${refusal.message}`, { cause: refusal })
}

/** 500 is also the engine's answer to a taken port and to a full set of networks; only the words tell them apart. */
function idOfRefusal({ status, message }: EngineRefusal): ProblemId {
  if (status === 404) return 'not_found'
  if (status === 409) return 'conflict'
  if (status === 400 || status === 403) return 'invalid_params'
  if (/port is already allocated|address already in use/.test(message)) return 'conflict'
  return 'engine_unavailable'
}

/** dockerode's message wraps the engine's own as "(HTTP code 404) unexpected - no such container: x ". */
function readReason(error: Error): string {
  return error.message.replace(/^\(HTTP code \d+\) unexpected - /, '').trim()
}

function readProperty(error: Error, name: string): unknown {
  return Object.getOwnPropertyDescriptor(error, name)?.value
}
