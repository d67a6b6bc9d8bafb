import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderFields, renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class WebhooksInfo extends QpCommand {
  static override description = 'show a webhook of an app'
  static override examples = ['$ qp webhooks:info 99999999-9999-9999-9999-999999999999 -a blog']
  static override args = { id: requiredArgument('id of the webhook') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(WebhooksInfo)
    const { api, app } = await this.appContext(flags)
    const webhook = await api.webhooks.get(app, args.id)
    const paint = colours(this.terminal.colour.stdout)
    const { url, include, level, created_at } = webhook
    const fields = {
      'Webhook ID': webhook.id,
      URL: url,
      Include: include.join(','),
      Level: level,
      Created: created_at,
    }
    this.log(`${renderHeading(webhook.id, paint)}\n${renderFields(fields, paint)}`)
    return webhook
  }
}
