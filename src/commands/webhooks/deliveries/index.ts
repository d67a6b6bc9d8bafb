import { Flags } from '@oclif/core'
import type { WebhookDelivery } from '../../../api-types/webhook.ts'
import { appFlag } from '../../../lib/app-flag.ts'
import { QpCommand } from '../../../lib/qp-command.ts'
import { type Column, renderTable } from '../../../lib/table.ts'

/** The newest, as many as Heroku shows. */
const max = 1000

export default class WebhooksDeliveries extends QpCommand {
  static override description = 'list what was sent to the webhooks of an app, and how that went'
  static override examples = [
    '$ qp webhooks:deliveries -a blog',
    '$ qp webhooks:deliveries -s failed -a blog',
  ]
  static override flags = {
    ...appFlag,
    status: Flags.option({
      char: 's',
      description: 'only those that are so',
      options: ['pending', 'scheduled', 'retrying', 'failed', 'succeeded'] as const,
    })(),
  }

  async run() {
    const { flags } = await this.parse(WebhooksDeliveries)
    const { api, app } = await this.appContext(flags)
    const deliveries = await api.webhooks.listDeliveries(app, { status: flags.status, max })
    const oldestFirst = deliveries.toReversed()
    if (oldestFirst.length > 0) this.log(renderTable(oldestFirst, columns, this.terminal))
    else this.sayNone(`${app} has no deliveries. \`qp webhooks:add\` asks for some.`)
    if (oldestFirst.length === max) this.say(`Only the ${max} newest are shown; --status finds others.`)
    return oldestFirst
  }
}

const columns: readonly Column<WebhookDelivery>[] = [
  { header: 'Delivery ID', value: (it) => it.id },
  { header: 'Created', value: (it) => it.created_at },
  { header: 'Status', value: (it) => it.status },
  { header: 'Include', value: (it) => it.event.include },
  { header: 'Level', value: (it) => it.webhook.level },
  { header: 'Attempts', value: (it) => String(it.num_attempts) },
  { header: 'Code', value: (it) => String(it.last_attempt?.code ?? '') },
  { header: 'Error', value: (it) => it.last_attempt?.error_class ?? '' },
  { header: 'Next Attempt', value: (it) => it.next_attempt_at ?? '' },
]
