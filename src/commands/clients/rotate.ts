import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderClient, renderClientForShell } from '../../lib/client-info.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ClientsRotate extends QpCommand {
  static override description =
    'give an OAuth client another secret, which is shown this once; by the one before it gets no token any more'
  static override examples = ['$ qp clients:rotate 36120128-fee7-455e-8b7f-807aee130946']
  static override args = { id: requiredArgument('its id, as `qp clients` lists it') }
  static override flags = {
    ...controllerFlag,
    shell: Flags.boolean({ char: 's', description: 'as key=value lines that a shell can read' }),
  }

  async run() {
    const { args, flags } = await this.parse(ClientsRotate)
    const api = await this.connect(flags)
    const rotated = await action(this.surroundings, `Updating ${args.id}`, () =>
      api.oauthClients.rotate(args.id),
    )
    this.log(flags.shell ? renderClientForShell(rotated) : renderClient(rotated, this.terminal))
    return rotated
  }
}
