import { action } from '../../lib/action.ts'
import { permsFlags } from '../../lib/admin-flag.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PermsDelete extends QpCommand {
  static override description =
    'no longer let somebody work on an app; or no longer be an admin of the controller'
  static override hiddenAliases = ['sharing:remove']
  static override examples = [
    '$ qp perms:delete ann@example.com -a blog',
    '$ qp perms:delete ann@example.com --admin',
  ]
  static override args = { username: requiredArgument('their email address') }
  static override flags = permsFlags

  async run() {
    const { args, flags } = await this.parse(PermsDelete)
    const user = args.username
    if (flags.admin) {
      const api = await this.connect(flags)
      return action(this.surroundings, `Removing ${user} from system administrators`, () =>
        api.users.update(user, { admin: false }),
      )
    }
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing ${user} from ${app} collaborators`, () =>
      api.collaborators.remove(app, user),
    )
  }
}
