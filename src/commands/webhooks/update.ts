import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { changedWebhookFlags, readWebhookFlags } from '../../lib/webhook-flags.ts'

export default class WebhooksUpdate extends QpCommand {
  static override description = 'change a webhook of an app; what is not named stays as it is'
  static override examples = [
    '$ qp webhooks:update 99999999-9999-9999-9999-999999999999 -i api:app -l sync -u https://example.com/hooks -a blog',
    '$ qp webhooks:update 99999999-9999-9999-9999-999999999999 -u https://example.com/hooks -s SECRET -a blog',
  ]
  static override args = { id: requiredArgument('id of the webhook') }
  static override flags = { ...appFlag, ...changedWebhookFlags }

  async run() {
    const { args, flags } = await this.parse(WebhooksUpdate)
    const { api, app } = await this.appContext(flags)
    const { webhook } = await action(this.surroundings, `Updating webhook ${args.id} for ${app}`, () =>
      api.webhooks.update(app, args.id, readWebhookFlags(flags)),
    )
    return webhook
  }
}
