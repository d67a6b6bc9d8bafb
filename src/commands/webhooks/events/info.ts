import { appFlag, requiredArgument } from '../../../lib/app-flag.ts'
import { colours } from '../../../lib/colour.ts'
import { renderHeading } from '../../../lib/layout.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class WebhooksEventsInfo extends QpCommand {
  static override description = 'show what webhooks of an app were told of'
  static override examples = ['$ qp webhooks:events:info 99999999-9999-9999-9999-999999999999 -a blog']
  static override args = { id: requiredArgument('id of the event') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(WebhooksEventsInfo)
    const { api, app } = await this.appContext(flags)
    const event = await api.webhooks.getEvent(app, args.id)
    const heading = renderHeading(event.id, colours(this.terminal.colour.stdout))
    this.log(`${heading}\n${JSON.stringify({ ...event.payload }, null, 2)}`)
    return event
  }
}
