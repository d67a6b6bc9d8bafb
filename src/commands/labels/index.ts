import { appFlag } from '../../lib/app-flag.ts'
import { renderPairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabelsList extends QpCommand {
  static override description = 'show the labels of an app'
  static override hiddenAliases = ['labels:list']
  static override examples = ['$ qp labels -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(LabelsList)
    const { api, app } = await this.appContext(flags)
    const labels = await api.labels.get(app)
    const text = renderPairs(labels, this.terminal)
    if (text) this.log(text)
    else this.sayNone(`No labels on ${app}. \`qp labels:set team=…\` sets one.`)
    return labels
  }
}
