import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { readNewPassword } from '../../lib/new-password.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class UsersCreate extends QpCommand {
  static override description = 'let somebody log in to the controller (for its admins)'
  static override examples = [
    '$ qp users:create ann@example.com',
    '$ qp users:create ci@example.com --password-file - < password',
  ]
  static override args = { email: requiredArgument('their email address') }
  static override flags = {
    ...controllerFlag,
    admin: Flags.boolean({ description: 'they may do everything, with every app' }),
    'password-file': Flags.string({
      description: 'file with their password, or - for stdin; otherwise it is asked for',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(UsersCreate)
    const api = await this.connect(flags)
    const password = await readNewPassword(this.surroundings, {
      path: flags['password-file'],
      question: 'Their password:',
      flag: '--password-file',
    })
    return action(this.surroundings, `Creating user ${args.email}`, () =>
      api.users.create({ email: args.email, password, admin: flags.admin }),
    )
  }
}
