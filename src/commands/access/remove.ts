import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AccessRemove extends QpCommand {
  static override description = 'no longer let somebody work on an app'
  static override examples = ['$ qp access:remove you@example.com -a blog']
  static override args = { email: requiredArgument('their email address') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(AccessRemove)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing ${args.email} access from the app ${app}`, () =>
      api.collaborators.remove(app, args.email),
    )
  }
}
