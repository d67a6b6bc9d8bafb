import { action } from '../../lib/action.ts'
import { permsFlags } from '../../lib/admin-flag.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PermsCreate extends QpCommand {
  static override description = 'let somebody work on an app; or make them an admin of the controller'
  static override hiddenAliases = ['sharing:add']
  static override examples = [
    '$ qp perms:create ann@example.com -a blog',
    '$ qp perms:create ann@example.com --admin',
  ]
  static override args = { username: requiredArgument('their email address') }
  static override flags = permsFlags

  async run() {
    const { args, flags } = await this.parse(PermsCreate)
    const user = args.username
    if (flags.admin) {
      const api = await this.connect(flags)
      return action(this.surroundings, `Adding ${user} to system administrators`, () =>
        api.users.update(user, { admin: true }),
      )
    }
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Adding ${user} to ${app} collaborators`, () =>
      api.collaborators.add(app, { user }),
    )
  }
}
