import type { Writable } from 'node:stream'
import pino from 'pino'
import type { Settings } from './deploy/platform.ts'
import { startController } from './main.ts'

export type ServeSettings = Pick<
  Settings,
  | 'dataDir'
  | 'listen'
  | 'http'
  | 'https'
  | 'ssh'
  | 'rendezvous'
  | 'acme'
  | 'domain'
  | 'stackImage'
  | 'buildTimeout'
  | 'oneOffs'
  | 'registration'
  | 'builderKey'
  | 'tags'
  | 'receivers'
  | 'trustProxy'
>

/** Half a machine of the smallest kind: a build must not starve what serves. */
const buildLimits = { memoryMb: 2048, cpus: 1 }

/** Runs the controller until SIGTERM or SIGINT; logs JSON lines. Returns what it ran as. */
export async function serve(settings: ServeSettings, version: string, out: Writable): Promise<object> {
  const log = pino({ name: 'qp', level: process.env['QP_LOG_LEVEL'] ?? 'info' }, out)
  const ended = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve)
  })
  const limits = { buildLimits, startTimeout: 60, drainTimeout: 30, stopGrace: 30 }
  const controller = await startController({ ...settings, ...limits }, { log, version })
  const signal = await ended
  await controller.stop()
  log.info({ signal }, 'qp server has stopped')
  return { url: controller.url, dataDir: controller.dataDir, signal }
}
