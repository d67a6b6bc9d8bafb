import { Flags } from '@oclif/core'
import type { WebhookUpdate } from '../api-types/webhook.ts'
import { parseCommaList } from './comma-list.ts'

const include = {
  char: 'i',
  description: 'what to tell of, with commas between: api:release,dyno',
} as const
const level = {
  char: 'l',
  description: 'notify tells once, sync again until it is taken, for three days',
  options: ['notify', 'sync'] as const,
} as const
const url = { char: 'u', description: 'where to send it, by https:// or http://' } as const

const secretFlags = {
  secret: Flags.string({
    char: 's',
    description: 'signs what is sent, in the Heroku-Webhook-Hmac-SHA256 header',
  }),
  authorization: Flags.string({ char: 't', description: 'the Authorization header to send' }),
}

/** For a new webhook, as Heroku has them. */
export const newWebhookFlags = {
  include: Flags.string({ ...include, required: true }),
  level: Flags.option({ ...level, required: true })(),
  url: Flags.string({ ...url, required: true }),
  ...secretFlags,
}

/** For one that is there: what is not named stays. */
export const changedWebhookFlags = {
  include: Flags.string(include),
  level: Flags.option(level)(),
  url: Flags.string(url),
  ...secretFlags,
}

interface Given {
  include?: string | undefined
  level?: 'notify' | 'sync' | undefined
  url?: string | undefined
  secret?: string | undefined
  authorization?: string | undefined
}

/** Only what was given. */
export function readWebhookFlags({ include, level, url, secret, authorization }: Given): WebhookUpdate {
  const fields = { include: parseCommaList(include), level, url, secret, authorization }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
