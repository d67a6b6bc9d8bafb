import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { parsePermissionsFlag } from '../../lib/permissions-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AccessAdd extends QpCommand {
  static override description = 'let somebody work on an app'
  static override examples = [
    '$ qp access:add you@example.com -a blog',
    '$ qp access:add you@example.com -p view -a blog',
  ]
  static override args = { email: requiredArgument('their email address') }
  static override flags = {
    ...appFlag,
    permissions: Flags.string({
      char: 'p',
      description: 'what for, apart by commas: view, deploy, operate, manage; without, all but manage',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(AccessAdd)
    const permissions = parsePermissionsFlag(flags.permissions)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Adding ${args.email} access to the app ${app}`, () =>
      api.collaborators.add(app, { user: args.email, ...(permissions ? { permissions } : {}) }),
    )
  }
}
