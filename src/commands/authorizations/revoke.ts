import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthorizationsRevoke extends QpCommand {
  static override description = 'end a token, and what is open by it'
  static override hiddenAliases = ['authorizations:destroy']
  static override examples = ['$ qp authorizations:revoke 105a7bfa-34c3-476e-873a-b1ac3fdc12fb']
  static override args = { id: requiredArgument('its id, as `qp authorizations` lists it') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(AuthorizationsRevoke)
    const api = await this.connect(flags)
    return action(
      this.surroundings,
      'Revoking OAuth Authorization',
      () => api.authorizations.revoke(args.id),
      { done: ({ description }) => `done, revoked authorization from ${description}` },
    )
  }
}
