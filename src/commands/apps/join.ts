import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsJoin extends QpCommand {
  static override description =
    'take part in an app that you were not let into (for admins of the controller)'
  static override hiddenAliases = ['join']
  static override examples = ['$ qp apps:join -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(AppsJoin)
    const { api, app } = await this.appContext(flags)
    const { email } = await api.account.get()
    return action(this.surroundings, `Joining ${app}`, () => api.collaborators.add(app, { user: email }))
  }
}
