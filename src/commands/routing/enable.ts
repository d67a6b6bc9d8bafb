import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class RoutingEnable extends QpCommand {
  static override description = 'let requests reach an app'
  static override examples = ['$ qp routing:enable -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(RoutingEnable)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Enabling routing for ${app}`, () =>
      api.routing.update(app, { enabled: true }),
    )
  }
}
