import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { parsePermissionsFlag } from '../../lib/permissions-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AccessUpdate extends QpCommand {
  static override summary = 'say anew what somebody may do with an app'
  static override description =
    'say anew what somebody may do with an app: view, deploy (code, config vars, runs), operate (dynos, config vars, runs), manage (who may what). Whoever has one may view.'
  static override examples = ['$ qp access:update ann@example.com -p deploy,operate -a blog']
  static override args = { email: requiredArgument('their email address') }
  static override flags = {
    ...appFlag,
    permissions: Flags.string({
      char: 'p',
      description: 'these and no others, apart by commas: view, deploy, operate, manage',
      required: true,
    }),
  }

  async run() {
    const { args, flags } = await this.parse(AccessUpdate)
    const permissions = parsePermissionsFlag(flags.permissions)
    const { api, app } = await this.appContext(flags)
    return action(
      this.surroundings,
      `Updating ${args.email} in application ${app} with ${permissions.join(', ')} permissions`,
      () => api.collaborators.update(app, args.email, { permissions }),
    )
  }
}
