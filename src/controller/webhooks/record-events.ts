import { type AppEvent, includeOf } from '../domain/app-event.ts'
import type { Webhook, WebhookDelivery, WebhookEvent, WebhookPayload } from '../domain/webhook.ts'
import type { Store } from '../store/store.ts'

export interface RecordOptions {
  store: Store
  /** The event as the API shows it; undefined where there is nothing to show any more. */
  describe(event: AppEvent): Promise<WebhookPayload | undefined>
  /** There are deliveries to make. */
  wake(): void
  now: () => Date
  newId: () => string
}

/** Writes down what happens to apps, and whom it is to be delivered to; what no webhook asks for is not kept. */
export function eventRecorder(options: RecordOptions): (event: AppEvent) => Promise<() => Promise<void>> {
  return async (event) => {
    const include = includeOf(event.what)
    const asked = (await options.store.webhooks.listOfApp(event.app.id)).filter((it) =>
      it.include.includes(include),
    )
    const payload = asked.length === 0 ? undefined : await options.describe(event)
    if (!payload) return async () => {}
    return async () => {
      const createdAt = options.now()
      const recorded = { id: options.newId(), appId: event.app.id, include, payload, createdAt }
      await record(options, recorded, asked)
      options.wake()
    }
  }
}

async function record(
  { store, newId }: RecordOptions,
  event: WebhookEvent,
  asked: readonly Webhook[],
): Promise<void> {
  await store.transaction(async ({ webhookEvents, webhookDeliveries }) => {
    await webhookEvents.add(event)
    for (const webhook of asked) await webhookDeliveries.add(newDelivery(newId(), event, webhook))
  })
}

function newDelivery(id: string, event: WebhookEvent, webhook: Webhook): WebhookDelivery {
  const { appId, createdAt } = event
  const untried = { status: 'pending', attempts: 0, lastAttempt: null } as const
  const times = { nextAttemptAt: createdAt, createdAt, updatedAt: createdAt }
  return { id, appId, eventId: event.id, webhookId: webhook.id, ...untried, ...times }
}
