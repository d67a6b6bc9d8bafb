import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { parseRegistryPairs } from '../../lib/registry-text.ts'

export default class RegistrySet extends QpCommand {
  static override summary = 'set the login by which builds:create pulls the images of an app'
  static override description =
    "set the login by which builds:create pulls the images of an app from a private registry: that which the image's name begins with. " +
    'Nobody is shown the password again.'
  static override examples = ['$ qp registry:set password=- -a blog < password.txt']
  static override args = { pairs: requiredRestArgument('username=…, password=…; - as a value is stdin') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(RegistrySet)
    const changes = await parseRegistryPairs(args.pairs, this.terminal)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Setting the registry login of ${app}`, () =>
      api.registry.update(app, changes),
    )
  }
}
