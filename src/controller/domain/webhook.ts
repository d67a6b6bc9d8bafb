import { checkLength, longestUrl } from './capacity.ts'
import { problem } from './problem.ts'

/** What a webhook may ask for: Heroku's entities, those that there are here. */
export const includes = [
  'api:app',
  'api:build',
  'api:collaborator',
  'api:domain',
  'api:formation',
  'api:release',
  'api:sni-endpoint',
  'dyno',
] as const
export type Include = (typeof includes)[number]

/** `notify`: sent once. `sync`: sent again until it is taken, for three days. */
export const levels = ['notify', 'sync'] as const
export type Level = (typeof levels)[number]

/** Somebody who is told of what happens to an app. */
export interface Webhook {
  id: string
  appId: string
  include: readonly Include[]
  level: Level
  url: string
  /** Signs what is sent. */
  secret: string
  /** The header that goes with what is sent. */
  authorization: string | null
  createdAt: Date
  updatedAt: Date
}

/** Something that happened, as its webhooks are told. */
export interface WebhookEvent {
  id: string
  appId: string
  include: Include
  payload: WebhookPayload
  createdAt: Date
}

export interface WebhookPayload {
  action: 'create' | 'update' | 'destroy'
  actor: { id: string; email: string }
  /** The resource as the API shows it. */
  data: object
  /** Of an update: what was otherwise before. */
  previous_data: object
  resource: string
  published_at: string
  version: string
}

/** pending: not tried yet; scheduled: tried for the first time at this moment; retrying: has failed and is tried again. */
export const deliveryStatuses = ['pending', 'scheduled', 'retrying', 'failed', 'succeeded'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  id: string
  appId: string
  eventId: string
  webhookId: string
  status: DeliveryStatus
  attempts: number
  lastAttempt: DeliveryAttempt | null
  /** Null once it is over. */
  nextAttemptAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** Times in ISO 8601. */
export interface DeliveryAttempt {
  id: string
  status: 'scheduled' | 'succeeded' | 'failed'
  /** The HTTP status that it was answered with. */
  code: number | null
  /** What broke the connection, such as ECONNREFUSED. */
  errorClass: string | null
  createdAt: string
  updatedAt: string
}

/** Throws `invalid_params` at one that there is not. */
export function parseIncludes(names: readonly string[]): Include[] {
  const unknown = names.find((name) => !includes.some((it) => it === name))
  if (unknown !== undefined)
    throw problem('invalid_params', `Nothing is told of ${unknown}. There is ${includes.join(', ')}.`)
  if (names.length === 0)
    throw problem('invalid_params', `A webhook includes something: ${includes.join(', ')}.`)
  return includes.filter((it) => names.includes(it))
}

/** Throws `invalid_params` where nothing can be sent there. */
export function parseWebhookUrl(text: string): URL {
  checkLength("A webhook's URL", text, longestUrl)
  const url = /^[!-~\u00a1-\uffff]+$/.test(text) && URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url
  throw problem('invalid_params', `${text} can't be a webhook's URL. It begins with https:// or http://.`)
}

/** A header takes one line of printable ASCII. Throws `invalid_params`. */
export function checkHeaderValue(what: string, text: string): string {
  checkLength(`The ${what}`, text)
  if (/^[\x20-\x7e]+$/.test(text)) return text
  throw problem('invalid_params', `The ${what} must be printable ASCII, on one line.`)
}

/** As Heroku has it: what could not be delivered for 72 hours is given up. In ms. */
const longest = 72 * 3_600_000

/** In ms. */
const firstRetry = 5000
const mostBetween = 3_600_000

/** In ms: no try is planned further ahead. */
export const farthestAttempt = 1.2 * mostBetween

/**
 * When a delivery that has failed `attempts` times is tried again: after 5 seconds, then 15, 45 … up to an hour, a bit more or less
 * by `chance` (0 to 1); null where it is given up.
 */
export function nextAttempt(
  { level }: Pick<Webhook, 'level'>,
  { attempts, createdAt }: Pick<WebhookDelivery, 'attempts' | 'createdAt'>,
  now: Date,
  chance: number,
): Date | null {
  if (level === 'notify') return null
  const delay = Math.min(mostBetween, firstRetry * 3 ** (attempts - 1)) * (0.8 + 0.4 * chance)
  const at = now.getTime() + delay
  return at - createdAt.getTime() > longest ? null : new Date(at)
}
