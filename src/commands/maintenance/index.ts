import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class MaintenanceInfo extends QpCommand {
  static override description = 'show whether an app is in maintenance mode'
  static override hiddenAliases = ['maintenance:info']
  static override examples = ['$ qp maintenance -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(MaintenanceInfo)
    const { api, app } = await this.appContext(flags)
    const found = await api.apps.get(app)
    this.log(found.maintenance ? 'on' : 'off')
    return found
  }
}
