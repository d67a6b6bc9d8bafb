import { action } from '../../../lib/action.ts'
import { appFlag } from '../../../lib/app-flag.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class CertsAutoRefresh extends QpCommand {
  static override description = 'try at once again to get the automatic certificates that failed'
  static override examples = ['$ qp certs:auto:refresh -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(CertsAutoRefresh)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, 'Refreshing Automatic Certificate Management', () =>
      api.acm.refresh(app),
    )
  }
}
