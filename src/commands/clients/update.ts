import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { UsageError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ClientsUpdate extends QpCommand {
  static override description = 'change the name of an OAuth client, or where codes are sent'
  static override examples = [
    '$ qp clients:update 36120128-fee7-455e-8b7f-807aee130946 --url https://amazing-client.example.com/auth/callback',
  ]
  static override args = { id: requiredArgument('its id, as `qp clients` lists it') }
  static override flags = {
    ...controllerFlag,
    name: Flags.string({ char: 'n', description: 'what users see of it' }),
    url: Flags.string({ description: 'where codes are sent: by https://, or by http:// to localhost' }),
  }

  async run() {
    const { args, flags } = await this.parse(ClientsUpdate)
    const { name, url } = flags
    if (name === undefined && url === undefined)
      throw new UsageError('There is nothing to change. Name it by --name, --url, or both.')
    const api = await this.connect(flags)
    return action(this.surroundings, `Updating ${args.id}`, () =>
      api.oauthClients.update(args.id, {
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { redirect_uri: url }),
      }),
    )
  }
}
