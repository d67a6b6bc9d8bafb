import { randomBytes } from 'node:crypto'
import type { App } from '../domain/app.ts'
import { checkLength, checkRoom } from '../domain/capacity.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import {
  checkHeaderValue,
  type Level,
  parseIncludes,
  parseWebhookUrl,
  type Webhook,
} from '../domain/webhook.ts'
import { logEvent, type Platform } from './platform.ts'

export interface WebhookFields {
  include: readonly string[]
  level: Level
  url: string
  /** Null, or left out: one is made up. */
  secret?: string | null | undefined
  authorization?: string | null | undefined
}

interface Change {
  app: App
  user: User
}

/** The webhook that is returned has its secret, which nobody is shown again. */
export async function addWebhook(
  platform: Platform,
  { app, user, ...fields }: Change & WebhookFields,
): Promise<Webhook> {
  const now = platform.now()
  const webhook: Webhook = {
    id: platform.newId(),
    appId: app.id,
    level: fields.level,
    ...(await checkFields(platform, fields)),
    secret: checkSecret(fields.secret) ?? randomBytes(30).toString('hex'),
    authorization: checkAuthorization(fields.authorization),
    createdAt: now,
    updatedAt: now,
  }
  await platform.store.transaction(async ({ webhooks }) => {
    checkRoom('webhook', app.name, (await webhooks.listOfApp(app.id)).length)
    await webhooks.put(webhook)
  })
  logEvent(platform, app.id, 'api', `Add webhook ${webhook.id} by user ${user.email}`, 'app')
  return webhook
}

/** What is left out stays; without an authorization by null. A secret of null is replaced by one that is made up. */
export async function updateWebhook(
  platform: Platform,
  { app, user, id, ...changes }: Change & Partial<WebhookFields> & { id: string },
): Promise<Webhook> {
  const before = await getWebhook(platform, app, id)
  const { include = before.include, level = before.level, url = before.url } = changes
  const { secret, authorization } = changes
  const webhook: Webhook = {
    ...before,
    level,
    ...(await checkFields(platform, { include, url })),
    secret: secret === null ? randomBytes(30).toString('hex') : (checkSecret(secret) ?? before.secret),
    authorization: authorization === undefined ? before.authorization : checkAuthorization(authorization),
    updatedAt: platform.now(),
  }
  await platform.store.webhooks.put(webhook)
  logEvent(platform, app.id, 'api', `Update webhook ${webhook.id} by user ${user.email}`, 'app')
  return webhook
}

/** With what was on its way to it. */
export async function removeWebhook(
  platform: Platform,
  { app, user, id }: Change & { id: string },
): Promise<Webhook> {
  const webhook = await getWebhook(platform, app, id)
  await platform.store.webhooks.remove(webhook.id)
  logEvent(platform, app.id, 'api', `Remove webhook ${webhook.id} by user ${user.email}`, 'app')
  return webhook
}

/** Throws `not_found`. */
export async function getWebhook(platform: Platform, app: App, id: string): Promise<Webhook> {
  const webhook = await platform.store.webhooks.find(app.id, id)
  if (webhook) return webhook
  throw problem('not_found', `No such webhook: ${id}. \`qp webhooks\` lists them.`)
}

async function checkFields(platform: Platform, { include, url }: Pick<WebhookFields, 'include' | 'url'>) {
  const { hostname } = parseWebhookUrl(url)
  await platform.receivers.check(hostname.replace(/^\[(.*)\]$/, '$1'))
  return { include: parseIncludes(include), url }
}

function checkSecret(secret: string | null | undefined): string | undefined {
  if (secret === null || secret === undefined) return undefined
  checkLength("A webhook's secret", secret)
  if (secret !== '') return secret
  throw problem('invalid_params', 'The secret of a webhook is empty. Leave it out, and one is made up.')
}

function checkAuthorization(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : checkHeaderValue('authorization', text)
}
