import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderAuthorization } from '../../lib/authorization-info.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthorizationsInfo extends QpCommand {
  static override description = 'show what is known of a token, which is not the token itself'
  static override examples = ['$ qp authorizations:info 105a7bfa-34c3-476e-873a-b1ac3fdc12fb']
  static override args = { id: requiredArgument('its id, as `qp authorizations` lists it') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(AuthorizationsInfo)
    const api = await this.connect(flags)
    const authorization = await api.authorizations.get(args.id)
    this.log(renderAuthorization(authorization, this.terminal))
    return authorization
  }
}
