import { appFlag } from '../../lib/app-flag.ts'
import { isGeneral, renderFeatures } from '../../lib/feature-list.ts'
import { labsContext } from '../../lib/labs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabsList extends QpCommand {
  static override description = 'list experimental features, yours and those of an app'
  static override examples = ['$ qp labs', '$ qp labs -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(LabsList)
    const { api, app } = await labsContext(this.surroundings, flags)
    const [account, own, ofApp] = await Promise.all([
      api.account.get(),
      api.features.listOfAccount(),
      app === undefined ? [] : api.features.list(app),
    ])
    const labs = ofApp.filter((it) => !isGeneral(it))
    if (own.length > 0) this.log(renderFeatures(`User Features ${account.email}`, own, this.terminal))
    if (labs.length > 0)
      this.log(`${own.length > 0 ? '\n' : ''}${renderFeatures(`App Features ${app}`, labs, this.terminal)}`)
    if (own.length + labs.length === 0) this.sayNone('There is nothing to try out at the moment.')
    return [...own, ...labs]
  }
}
