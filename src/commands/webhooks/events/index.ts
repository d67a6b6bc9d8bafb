import type { WebhookEvent } from '../../../api-types/webhook.ts'
import { appFlag } from '../../../lib/app-flag.ts'
import { QpCommand } from '../../../lib/qp-command.ts'
import { type Column, renderTable } from '../../../lib/table.ts'

const max = 1000

export default class WebhooksEvents extends QpCommand {
  static override description = 'list what webhooks of an app were told of'
  static override examples = ['$ qp webhooks:events -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(WebhooksEvents)
    const { api, app } = await this.appContext(flags)
    const events = (await api.webhooks.listEvents(app, { max })).toReversed()
    if (events.length > 0) this.log(renderTable(events, columns, this.terminal))
    else this.sayNone(`${app} has no events. \`qp webhooks:add\` asks for some.`)
    return events
  }
}

const columns: readonly Column<WebhookEvent>[] = [
  { header: 'Event ID', value: (it) => it.id },
  { header: 'Resource', value: (it) => it.payload.resource },
  { header: 'Action', value: (it) => it.payload.action },
  { header: 'Published At', value: (it) => it.payload.published_at },
]
