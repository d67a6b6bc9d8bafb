import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class MaintenanceOff extends QpCommand {
  static override description = 'let an app answer again'
  static override examples = ['$ qp maintenance:off -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(MaintenanceOff)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Disabling maintenance mode for ${app}`, () =>
      api.apps.update(app, { maintenance: false }),
    )
  }
}
