import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ClientsDestroy extends QpCommand {
  static override description = 'end an OAuth client, with every token that it holds'
  static override examples = ['$ qp clients:destroy 36120128-fee7-455e-8b7f-807aee130946']
  static override args = { id: requiredArgument('its id, as `qp clients` lists it') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(ClientsDestroy)
    const api = await this.connect(flags)
    return action(this.surroundings, `Destroying ${args.id}`, () => api.oauthClients.remove(args.id))
  }
}
