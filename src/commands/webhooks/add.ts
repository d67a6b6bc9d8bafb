import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { parseCommaList } from '../../lib/comma-list.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { newWebhookFlags, readWebhookFlags } from '../../lib/webhook-flags.ts'
import { renderWebhookSecret, withSecret } from '../../lib/webhook-secret.ts'

export default class WebhooksAdd extends QpCommand {
  static override summary = 'tell somebody of what happens to an app'
  static override description =
    'tell somebody of what happens to an app: of api:app, api:build, api:collaborator, api:domain, api:formation, api:release, ' +
    'api:sni-endpoint or dyno. What is sent is signed; without --secret one is made up and shown once.'
  static override examples = [
    '$ qp webhooks:add -i api:release,dyno -l sync -u https://example.com/hooks -a blog',
    '$ qp webhooks:add -i dyno -l notify -u https://example.com/hooks -s SECRET -t TOKEN -a blog',
  ]
  static override flags = { ...appFlag, ...newWebhookFlags }

  async run() {
    const { flags } = await this.parse(WebhooksAdd)
    const { api, app } = await this.appContext(flags)
    const { level, url } = flags
    const options = { ...readWebhookFlags(flags), include: parseCommaList(flags.include), level, url }
    const added = await action(this.surroundings, `Adding webhook to ${app}`, () =>
      api.webhooks.add(app, options),
    )
    if (added.secret !== null)
      this.log(renderWebhookSecret(added.secret, colours(this.terminal.colour.stdout)))
    return withSecret(added)
  }
}
