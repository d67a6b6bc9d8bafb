import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

const Level = Type.Enum(['notify', 'sync'])

/** Somebody who is told of what happens to an app. Its secret and its authorization are never shown. */
export const Webhook = Type.Object({
  id: Type.String(),
  app: Named,
  include: Type.Array(Type.String()),
  level: Level,
  url: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Webhook = Static<typeof Webhook>

/** Without a secret one is made up, and shown once: in the answer's `Heroku-Webhook-Secret` header. */
export const WebhookCreate = Type.Object({
  include: Type.Array(Type.String()),
  level: Level,
  url: Type.String(),
  secret: Type.Optional(Nullable(Type.String())),
  authorization: Type.Optional(Nullable(Type.String())),
})
export type WebhookCreate = Static<typeof WebhookCreate>

/** What is left out stays as it is. */
export const WebhookUpdate = Type.Partial(WebhookCreate)
export type WebhookUpdate = Static<typeof WebhookUpdate>

/** What webhooks are told of something that happened. `data` is the resource as the API shows it. */
export const WebhookEvent = Type.Object({
  id: Type.String(),
  include: Type.String(),
  payload: Type.Object({
    action: Type.String(),
    actor: Type.Object({ id: Type.String(), email: Type.String() }),
    data: Type.Unknown(),
    previous_data: Type.Unknown(),
    resource: Type.String(),
    published_at: Timestamp,
    version: Type.String(),
  }),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type WebhookEvent = Static<typeof WebhookEvent>

/** One event on its way to one webhook. */
export const WebhookDelivery = Type.Object({
  id: Type.String(),
  event: Type.Object({ id: Type.String(), include: Type.String() }),
  webhook: Type.Object({ id: Type.String(), level: Level }),
  status: Type.Enum(['pending', 'scheduled', 'retrying', 'failed', 'succeeded']),
  num_attempts: Type.Integer(),
  next_attempt_at: Nullable(Timestamp),
  last_attempt: Nullable(
    Type.Object({
      id: Type.String(),
      code: Nullable(Type.Integer()),
      error_class: Nullable(Type.String()),
      status: Type.Enum(['scheduled', 'succeeded', 'failed']),
      created_at: Timestamp,
      updated_at: Timestamp,
    }),
  ),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type WebhookDelivery = Static<typeof WebhookDelivery>
