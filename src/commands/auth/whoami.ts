import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthWhoami extends QpCommand {
  static override description = 'show who you are logged in as'
  static override examples = ['$ qp auth:whoami']
  static override hiddenAliases = ['whoami']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(AuthWhoami)
    const api = await this.connect(flags)
    const account = await api.account.get()
    this.log(account.email)
    return account
  }
}
