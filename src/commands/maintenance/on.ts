import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class MaintenanceOn extends QpCommand {
  static override description = 'show a maintenance page in place of an app'
  static override examples = ['$ qp maintenance:on -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(MaintenanceOn)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Enabling maintenance mode for ${app}`, () =>
      api.apps.update(app, { maintenance: true }),
    )
  }
}
