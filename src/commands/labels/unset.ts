import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { withoutNames } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabelsUnset extends QpCommand {
  static override description = 'take labels from an app'
  static override examples = ['$ qp labels:unset team -a blog']
  static override args = { names: requiredRestArgument('names of labels') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(LabelsUnset)
    const none = withoutNames(args.names)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing labels on ${app}`, () => api.labels.update(app, none))
  }
}
