import type { Webhook } from '../api-types/webhook.ts'
import type { Colours } from './colour.ts'
import { renderHeading } from './layout.ts'

/** The secret that the controller made up, in Heroku's words; it is shown this once. */
export function renderWebhookSecret(secret: string, paint: Colours): string {
  return `${renderHeading('Webhooks Signing Secret', paint)}\n${secret}`
}

/** Under --json it is part of the answer: who asked has no other way to it. */
export function withSecret({ webhook, secret }: { webhook: Webhook; secret: string | null }) {
  return { ...webhook, secret }
}
