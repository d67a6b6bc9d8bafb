import { problem } from '../../domain/problem.ts'
import type { BuildImageOptions } from '../engine.ts'
import { createStepReader } from './build-steps.ts'
import type { DockerApi } from './docker-api.ts'
import { encodeRegistryConfig } from './encode-auth.ts'
import { readRefusal } from './errors.ts'
import { labelContext } from './labelled-context.ts'
import { ReportedError, readProgress } from './progress.ts'

const cpuPeriod = 100_000

/**
 * By Docker's classic builder, the one that works over its plain API. Aborting ends the connection, on which Docker stops
 * the build (measured: within a second, and its containers are gone); this then rejects with the signal's reason.
 */
export async function buildImage(api: DockerApi, options: BuildImageOptions): Promise<void> {
  const { signal, resultLabels = {}, auths = [], onOutput, onLayer = () => {} } = options
  const { context, dockerfile, labelled } = labelContext(
    options.context,
    { path: options.dockerfile, text: options.dockerfileText },
    options.labels,
  )
  const last = Object.keys(resultLabels).length
  const steps = createStepReader({ labelled, last }, { onOutput, onLayer })
  try {
    const body = await api.stream({
      method: 'POST',
      path: '/build',
      query: { ...buildQuery(options), dockerfile, labels: resultLabels },
      upload: context,
      ...(auths.length > 0 && { headers: { 'X-Registry-Config': encodeRegistryConfig(auths) } }),
      signal,
    })
    for await (const message of readProgress(body)) steps.read(message)
  } catch (error) {
    signal.throwIfAborted()
    const reason = readBuildError(error)
    if (reason === undefined) throw error
    const known = reason
      .replaceAll(dockerfile, options.dockerfile)
      .replace(/\bline (\d+)\b/, (_, line) => `line ${labelled()?.originalLine(Number(line)) ?? line}`)
    const step = steps.current()
    throw problem('build_failed', step === '' ? known : `${known} (${step})`, { cause: error })
  } finally {
    steps.flush()
  }
}

function buildQuery(options: BuildImageOptions) {
  const memory = options.memoryMb * 1024 * 1024
  return {
    t: options.tag,
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

function readBuildError(error: unknown): string | undefined {
  if (error instanceof ReportedError) return error.message
  return readRefusal(error)?.message
}
