import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderAuthorization } from '../../lib/authorization-info.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { rememberRotated } from '../../lib/rotated-token.ts'

export default class AuthorizationsRotate extends QpCommand {
  static override description =
    'give a token another secret, which is shown this once; the one before is refused from now on'
  static override examples = ['$ qp authorizations:rotate 105a7bfa-34c3-476e-873a-b1ac3fdc12fb']
  static override args = {
    id: requiredArgument('its id, as `qp authorizations` lists it'),
  }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(AuthorizationsRotate)
    const api = await this.connect(flags)
    const inUse = await api.authorizations.get('~')
    const rotated = await action(this.surroundings, 'Rotating OAuth Authorization', () =>
      api.authorizations.rotate(args.id),
    )
    if (rotated.id === inUse.id) await rememberRotated(this.surroundings, api.url, rotated)
    this.log(renderAuthorization(rotated, this.terminal))
    return rotated
  }
}
