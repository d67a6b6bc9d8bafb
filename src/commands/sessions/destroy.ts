import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class SessionsDestroy extends QpCommand {
  static override description = 'log out somewhere else'
  static override examples = ['$ qp sessions:destroy 105a7bfa-34c3-476e-873a-b1ac3fdc12fb']
  static override args = { id: requiredArgument('its id, as `qp sessions` lists it') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(SessionsDestroy)
    const api = await this.connect(flags)
    return action(this.surroundings, `Destroying ${args.id}`, () => api.oauthSessions.end(args.id))
  }
}
