import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderClientForShell } from '../../lib/client-info.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ClientsCreate extends QpCommand {
  static override summary = 'register a program that acts for users who allow it'
  static override description =
    'register a program that acts for users who allow it. It sends them to /oauth/authorize of the controller, where they log in and ' +
    'decide, and gets tokens for the code that is sent to its redirect URI. Its secret is shown this once.'
  static override examples = [
    '$ qp clients:create "Amazing" https://amazing-client.example.com/auth/callback',
  ]
  static override args = {
    name: requiredArgument('what users see of it'),
    redirect_uri: requiredArgument('where codes are sent: by https://, or by http:// to localhost'),
  }
  static override flags = {
    ...controllerFlag,
    shell: Flags.boolean({ char: 's', description: 'as key=value lines that a shell can read, as without' }),
  }

  async run() {
    const { args, flags } = await this.parse(ClientsCreate)
    const api = await this.connect(flags)
    const created = await action(this.surroundings, `Creating ${args.name}`, () =>
      api.oauthClients.create({ name: args.name, redirect_uri: args.redirect_uri }),
    )
    this.log(renderClientForShell(created))
    return created
  }
}
