import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabelsSet extends QpCommand {
  static override description =
    'say of an app whose it is, or what it is for. `qp apps --label` finds it by that, and the containers of the engine carry it as ' +
    'qp.label.KEY from their next start on.'
  static override examples = ['$ qp labels:set team=frontend -a blog']
  static override args = { labels: requiredRestArgument('KEY=VALUE') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(LabelsSet)
    const labels = parsePairs(args.labels, 'team=frontend')
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Applying labels on ${app}`, () => api.labels.update(app, labels))
  }
}
