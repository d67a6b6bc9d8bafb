import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class RoutingDisable extends QpCommand {
  static override description = 'let no request reach an app, while its dynos run'
  static override examples = ['$ qp routing:disable -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(RoutingDisable)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Disabling routing for ${app}`, () =>
      api.routing.update(app, { enabled: false }),
    )
  }
}
