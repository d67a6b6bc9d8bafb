import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class RoutingInfo extends QpCommand {
  static override description = 'show whether requests reach an app'
  static override hiddenAliases = ['routing:info']
  static override examples = ['$ qp routing -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(RoutingInfo)
    const { api, app } = await this.appContext(flags)
    const routing = await api.routing.get(app)
    this.log(`Routing is ${routing.enabled ? 'enabled' : 'disabled'}.`)
    return routing
  }
}
