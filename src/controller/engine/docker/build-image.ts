import { problem } from '../../domain/problem.ts'
import type { BuildImageOptions } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { readRefusal } from './errors.ts'
import { createLineSplitter } from './line-splitter.ts'
import { type ProgressMessage, ReportedError, readProgress } from './progress.ts'

const cpuPeriod = 100_000

/**
 * By Docker's classic builder, the one that works over its plain API. Aborting ends the connection, on which Docker stops
 * the build; this then rejects with the signal's reason.
 */
export async function buildImage(api: DockerApi, options: BuildImageOptions): Promise<void> {
  const steps = createStepReader(options.onOutput)
  try {
    const body = await api.stream({
      method: 'POST',
      path: '/build',
      query: buildQuery(options),
      upload: options.context,
      signal: options.signal,
    })
    for await (const message of readProgress(body)) steps.read(message)
  } catch (error) {
    options.signal.throwIfAborted()
    throw toBuildProblem(error, steps.current())
  } finally {
    steps.flush()
  }
}

function buildQuery(options: BuildImageOptions) {
  const memory = options.memoryMb * 1024 * 1024
  return {
    dockerfile: options.dockerfile,
    t: options.tag,
    labels: options.labels,
    buildargs: options.buildArgs,
    memory,
    memswap: memory,
    cpuperiod: cpuPeriod,
    cpuquota: Math.round(options.cpus * cpuPeriod),
    // The containers that ran its steps, after a success and after a failure.
    rm: true,
    forcerm: true,
  }
}

/** Also remembers the step that runs, which is the one to blame. */
function createStepReader(onOutput: (line: string) => void) {
  let step = ''
  const lines = createLineSplitter((line) => {
    if (/^Step \d+\/\d+ : /.test(line)) step = line
    onOutput(line)
  })
  return {
    read({ stream, status, id }: ProgressMessage): void {
      if (stream !== undefined) lines.write(stream)
      else if (status !== undefined) lines.write(`${id ? `${id}: ` : ''}${status}\n`)
    },
    flush: () => lines.flush(),
    current: () => step,
  }
}

function toBuildProblem(error: unknown, step: string): unknown {
  const reason = readBuildError(error)
  if (reason === undefined) return error
  const message = step === '' ? reason : `${reason} (${step})`
  return problem('build_failed', message, { cause: error })
}

function readBuildError(error: unknown): string | undefined {
  if (error instanceof ReportedError) return error.message
  return readRefusal(error)?.message
}
