import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsLeave extends QpCommand {
  static override description = 'give up your own access to an app'
  static override hiddenAliases = ['leave']
  static override examples = ['$ qp apps:leave -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(AppsLeave)
    const { api, app } = await this.appContext(flags)
    const { email } = await api.account.get()
    return action(this.surroundings, `Leaving ${app}`, () => api.collaborators.remove(app, email))
  }
}
