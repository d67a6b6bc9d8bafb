import { appFlag } from '../../lib/app-flag.ts'
import { isGeneral, renderFeatures } from '../../lib/feature-list.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class FeaturesList extends QpCommand {
  static override description = 'list what can be turned on and off for an app'
  static override examples = ['$ qp features -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(FeaturesList)
    const { api, app } = await this.appContext(flags)
    const features = (await api.features.list(app)).filter(isGeneral)
    this.log(renderFeatures(`App Features ${app}`, features, this.terminal))
    return features
  }
}
