import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { confirmByName } from '../../lib/confirm.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class UsersDestroy extends QpCommand {
  static override description = 'remove somebody from the controller, with their tokens (for its admins)'
  static override examples = ['$ qp users:destroy ann@example.com --confirm ann@example.com']
  static override args = { email: requiredArgument('their email address') }
  static override flags = {
    ...controllerFlag,
    confirm: Flags.string({ description: 'the email address again, in place of the question' }),
  }

  async run() {
    const { args, flags } = await this.parse(UsersDestroy)
    const api = await this.connect(flags)
    const warning = `This removes ${args.email}, their tokens and their access to apps.`
    await confirmByName(this.terminal, args.email, flags.confirm, warning)
    return action(this.surroundings, `Removing user ${args.email}`, () => api.users.remove(args.email))
  }
}
