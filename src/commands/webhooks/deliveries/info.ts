import type { WebhookDelivery } from '../../../api-types/webhook.ts'
import { appFlag, requiredArgument } from '../../../lib/app-flag.ts'
import { type Colours, colours } from '../../../lib/colour.ts'
import { renderFields, renderHeading } from '../../../lib/layout.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class WebhooksDeliveriesInfo extends QpCommand {
  static override description = 'show what was sent to a webhook, and how that went'
  static override examples = ['$ qp webhooks:deliveries:info 99999999-9999-9999-9999-999999999999 -a blog']
  static override args = { id: requiredArgument('id of the delivery') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(WebhooksDeliveriesInfo)
    const { api, app } = await this.appContext(flags)
    const delivery = await api.webhooks.getDelivery(app, args.id)
    const { payload } = await api.webhooks.getEvent(app, delivery.event.id)
    const paint = colours(this.terminal.colour.stdout)
    const event = `${renderHeading('Event Payload', paint)}\n${JSON.stringify(payload, null, 2)}`
    this.log(`${renderDelivery(delivery, paint)}\n\n${event}`)
    return { ...delivery, payload }
  }
}

function renderDelivery(delivery: WebhookDelivery, paint: Colours): string {
  const { event, webhook, last_attempt } = delivery
  const fields = {
    Created: delivery.created_at,
    Event: event.id,
    Webhook: webhook.id,
    Status: delivery.status,
    Include: event.include,
    Level: webhook.level,
    Attempts: String(delivery.num_attempts),
    Code: last_attempt?.code === null ? undefined : last_attempt?.code.toString(),
    Error: last_attempt?.error_class ?? undefined,
    'Next Attempt': delivery.next_attempt_at ?? undefined,
  }
  return `${renderHeading(delivery.id, paint)}\n${renderFields(fields, paint)}`
}
