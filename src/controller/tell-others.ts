import { join } from 'node:path'
import type { Platform } from './deploy/platform.ts'
import { drainedAppLogs } from './drains/drained-app-logs.ts'
import { type LogDrains, openLogDrains } from './drains/log-drains.ts'
import { describeEvent } from './http/platform/describe-event.ts'
import { type FileAppLogs, openFileAppLogs } from './logs/file-app-logs.ts'
import { openReceiverNetwork, type ReceiverNetwork } from './receivers/receiver-network.ts'
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts'
import { eventRecorder } from './webhooks/record-events.ts'

/** Apps' logs, of which every line goes to their drains. Put on `parts`, the drains end after whatever writes lines. */
export async function openDrainedLogs(
  { settings, store, now, newId }: Pick<Platform, 'settings' | 'store' | 'now' | 'newId'>,
  parts: AsyncDisposableStack,
): Promise<{ logs: FileAppLogs; drains: LogDrains; receivers: ReceiverNetwork }> {
  const dir = join(settings.dataDir, 'logs')
  const logs = await openFileAppLogs(dir)
  parts.defer(() => logs.close())
  const receivers = await openReceiverNetwork(settings.receivers ?? { allow: [], caFile: null })
  const drains = await openLogDrains({
    drains: await store.drains.list(),
    network: receivers,
    append: (appId, line) => logs.append(appId, line),
    keptPath: join(dir, 'unsent.json'),
    now,
    newId,
  })
  parts.defer(() => drains.close())
  return { logs: drainedAppLogs(logs, drains), drains, receivers }
}

/** From here on webhooks hear of what happens to apps. */
export async function startWebhooks(platform: Platform, parts: AsyncDisposableStack): Promise<void> {
  const { store, receivers: network, appEvents, now, newId, log } = platform
  const deliveries = await deliverWebhooks({ store, network, now, newId, log })
  const describe = describeEvent.bind(undefined, platform)
  appEvents.listen(eventRecorder({ store, describe, wake: () => deliveries.wake(), now, newId }))
  parts.defer(async () => {
    await appEvents.settled()
    await deliveries.close()
  })
}
