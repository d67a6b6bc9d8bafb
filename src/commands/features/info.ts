import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderFeature } from '../../lib/feature-list.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class FeaturesInfo extends QpCommand {
  static override description = 'show what a feature of an app does'
  static override examples = ['$ qp features:info http-session-affinity -a blog']
  static override args = { feature: requiredArgument('name of the feature') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(FeaturesInfo)
    const { api, app } = await this.appContext(flags)
    const feature = await api.features.get(app, args.feature)
    this.log(renderFeature(feature, colours(this.terminal.colour.stdout)))
    return feature
  }
}
