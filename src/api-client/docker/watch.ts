// What `watcher.ts` starts: it ends when its input has ended and the container of its order is gone.
import { text } from 'node:stream/consumers'
import type { WatchOrder } from './watcher.ts'

for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})

const [order = '', ...rest] = (await text(process.stdin)).split('\n')
if (!rest.includes('released')) {
  const { endpoint, runId } = JSON.parse(order) as WatchOrder
  const { createDockerEngine } = await import('../../controller/engine/docker/docker-engine.ts')
  const { removeAbandoned } = await import('./leftovers.ts')
  await removeAbandoned(createDockerEngine({ endpoint }), runId)
}
// Whatever is still open: nothing is waited for any more.
process.exit()
