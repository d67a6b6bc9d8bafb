import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ServicesRemove extends QpCommand {
  static override description = 'send the requests of a service to web again'
  static override examples = ['$ qp services:remove hooks -a blog']
  static override args = { type: requiredArgument('process type of the service') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(ServicesRemove)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing ${args.type} from ${app}`, () =>
      api.services.remove(app, args.type),
    )
  }
}
