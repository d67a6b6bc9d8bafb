import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { checkChanges } from '../../lib/feature-list.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class FeaturesEnable extends QpCommand {
  static override description = 'turn a feature of an app on'
  static override examples = ['$ qp features:enable http-session-affinity -a blog']
  static override args = { feature: requiredArgument('name of the feature') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(FeaturesEnable)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Enabling ${args.feature} for ${app}`, async () => {
      checkChanges(await api.features.get(app, args.feature), true)
      return api.features.update(app, args.feature, { enabled: true })
    })
  }
}
