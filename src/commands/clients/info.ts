import { Flags } from '@oclif/core'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderClient, renderClientForShell } from '../../lib/client-info.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ClientsInfo extends QpCommand {
  static override description =
    'show what is known of an OAuth client, which is not its secret: `qp clients:rotate` makes another'
  static override examples = ['$ qp clients:info 36120128-fee7-455e-8b7f-807aee130946']
  static override args = { id: requiredArgument('its id, as `qp clients` lists it') }
  static override flags = {
    ...controllerFlag,
    shell: Flags.boolean({ char: 's', description: 'as key=value lines that a shell can read' }),
  }

  async run() {
    const { args, flags } = await this.parse(ClientsInfo)
    const api = await this.connect(flags)
    const client = await api.oauthClients.get(args.id)
    this.log(flags.shell ? renderClientForShell(client) : renderClient(client, this.terminal))
    return client
  }
}
