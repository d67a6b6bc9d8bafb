import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class WebhooksRemove extends QpCommand {
  static override description = 'tell somebody no more of what happens to an app'
  static override examples = ['$ qp webhooks:remove 99999999-9999-9999-9999-999999999999 -a blog']
  static override args = { id: requiredArgument('id of the webhook') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(WebhooksRemove)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing webhook ${args.id} from ${app}`, () =>
      api.webhooks.remove(app, args.id),
    )
  }
}
