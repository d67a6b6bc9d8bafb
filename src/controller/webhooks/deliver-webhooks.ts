import type { FastifyBaseLogger } from 'fastify'
import {
  type DeliveryAttempt,
  nextAttempt,
  type Webhook,
  type WebhookDelivery,
  type WebhookEvent,
} from '../domain/webhook.ts'
import { post } from '../receivers/post.ts'
import type { ReceiverNetwork } from '../receivers/receiver-network.ts'
import type { Store } from '../store/store.ts'
import { buildWebhookRequest } from './webhook-request.ts'

export interface WebhookDeliveries {
  /** There may be something to deliver. */
  wake(): void
  /** Waits for what is on its way, `seconds` at most; the next controller goes on with the rest. */
  close(seconds?: number): Promise<void>
}

export interface DeliveryOptions {
  store: Store
  network: ReceiverNetwork
  now: () => Date
  newId: () => string
  log: Pick<FastifyBaseLogger, 'error'>
  /** In ms, for one attempt. */
  timeout?: number
}

/** In ms. A receiver has so long to answer; what is due is looked for so often, and what is over is kept so long. */
const attemptTimeout = 20_000
const lookEvery = 1000
const tidyEvery = 3_600_000
const keptFor = 7 * 24 * 3_600_000

/** To how many webhooks something is on its way at a time; to each of them one thing after the other. */
const mostAtOnce = 16

/** Goes on with what an earlier controller left. */
export async function deliverWebhooks(options: DeliveryOptions): Promise<WebhookDeliveries> {
  const { store, now } = options
  await store.webhookDeliveries.failInterrupted(now())
  const deliveries = new Deliveries(options)
  deliveries.start()
  return deliveries
}

class Deliveries implements WebhookDeliveries {
  readonly #options: DeliveryOptions
  readonly #underWay = new Map<string, Promise<void>>()
  readonly #cut = new AbortController()
  #timers: NodeJS.Timeout[] = []
  #look: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  start(): void {
    const tidy = () => this.#guard(() => this.#tidy())
    this.#timers = [setInterval(() => this.wake(), lookEvery), setInterval(() => void tidy(), tidyEvery)]
    for (const timer of this.#timers) timer.unref()
    void tidy()
    this.wake()
  }

  wake(): void {
    if (!this.#isClosed) this.#look = this.#look.then(() => this.#guard(() => this.#begin()))
  }

  async close(seconds = 5): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    const late = setTimeout(() => this.#cut.abort(), seconds * 1000)
    await this.#look
    await Promise.all(this.#underWay.values())
    clearTimeout(late)
  }

  async #begin(): Promise<void> {
    const { store, now } = this.#options
    for (let room = mostAtOnce - this.#underWay.size; room > 0 && !this.#isClosed; ) {
      const due = await store.webhookDeliveries.listDue(now(), [...this.#underWay.keys()], room)
      const next = due.filter(
        ({ webhookId }, index) => due.findIndex((it) => it.webhookId === webhookId) === index,
      )
      for (const delivery of next) this.#deliver(delivery)
      room = next.length === 0 ? 0 : mostAtOnce - this.#underWay.size
    }
  }

  #deliver(delivery: WebhookDelivery): void {
    const { webhookId } = delivery
    const done = this.#guard(() => this.#attempt(delivery)).then((isDone) => {
      this.#underWay.delete(webhookId)
      // Where it could not be written down it is still due, and waits for the next look.
      if (isDone) this.wake()
    })
    this.#underWay.set(webhookId, done)
  }

  async #attempt(delivery: WebhookDelivery): Promise<void> {
    const { store, now, newId } = this.#options
    const webhook = await store.webhooks.find(delivery.appId, delivery.webhookId)
    const event = await store.webhookEvents.find(delivery.eventId)
    if (!webhook || !event) return
    const at = now().toISOString()
    const untold = { status: 'scheduled', code: null, errorClass: null } as const
    const attempt: DeliveryAttempt = { id: newId(), ...untold, createdAt: at, updatedAt: at }
    const begun: WebhookDelivery = {
      ...delivery,
      status: delivery.attempts === 0 ? 'scheduled' : 'retrying',
      lastAttempt: attempt,
      // Were the controller killed meanwhile, the next one would send it again.
      nextAttemptAt: webhook.level === 'notify' ? null : delivery.nextAttemptAt,
    }
    await store.webhookDeliveries.update(begun)
    const outcome = await this.#send(webhook, event, begun)
    if (webhook.level === 'sync' && this.#cut.signal.aborted) return
    await store.webhookDeliveries.update(concluded(webhook, begun, { ...attempt, ...outcome }, now()))
  }

  async #send(
    webhook: Webhook,
    event: WebhookEvent,
    delivery: WebhookDelivery,
  ): Promise<Pick<DeliveryAttempt, 'code' | 'errorClass' | 'status'>> {
    const { network, timeout = attemptTimeout } = this.#options
    const request = buildWebhookRequest(webhook, event, delivery, { id: delivery.lastAttempt?.id ?? '' })
    try {
      const url = new URL(webhook.url)
      const code = await post(network, { url, ...request, timeout, signal: this.#cut.signal })
      return { code, errorClass: null, status: code >= 200 && code < 300 ? 'succeeded' : 'failed' }
    } catch (error) {
      return { code: null, errorClass: classOf(error), status: 'failed' }
    }
  }

  async #tidy(): Promise<void> {
    const { store, now } = this.#options
    await store.webhookEvents.removeBefore(new Date(now().getTime() - keptFor))
    await store.webhooks.removeOrphans()
  }

  /** Whether it went well. */
  async #guard(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (err) {
      this.#options.log.error({ err }, 'webhooks could not be looked after')
      return false
    }
  }
}

/** The delivery after an attempt. */
function concluded(
  webhook: Webhook,
  delivery: WebhookDelivery,
  attempt: DeliveryAttempt,
  now: Date,
): WebhookDelivery {
  const attempts = delivery.attempts + 1
  const after = {
    ...delivery,
    attempts,
    lastAttempt: { ...attempt, updatedAt: now.toISOString() },
    updatedAt: now,
  }
  if (attempt.status === 'succeeded') return { ...after, status: 'succeeded', nextAttemptAt: null }
  const nextAttemptAt = nextAttempt(webhook, after, now, Math.random())
  return { ...after, status: nextAttemptAt ? 'retrying' : 'failed', nextAttemptAt }
}

function classOf(error: unknown): string {
  const { code, name } = (error instanceof AggregateError ? error.errors[0] : error) as NodeJS.ErrnoException
  return code ?? name
}
