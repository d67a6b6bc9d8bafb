import type { Webhook } from '../../api-types/webhook.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { type Column, renderTable } from '../../lib/table.ts'

export default class WebhooksList extends QpCommand {
  static override description = 'list who is told of what happens to an app'
  static override hiddenAliases = ['webhooks:list']
  static override examples = ['$ qp webhooks -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(WebhooksList)
    const { api, app } = await this.appContext(flags)
    const webhooks = await api.webhooks.list(app)
    if (webhooks.length > 0) this.log(renderTable(webhooks, columns, this.terminal))
    else this.sayNone(`${app} has no webhooks. \`qp webhooks:add\` adds one.`)
    return webhooks
  }
}

const columns: readonly Column<Webhook>[] = [
  { header: 'Webhook ID', value: (it) => it.id },
  { header: 'URL', isWhole: true, value: (it) => it.url },
  { header: 'Include', value: (it) => it.include.join(',') },
  { header: 'Level', value: (it) => it.level },
]
