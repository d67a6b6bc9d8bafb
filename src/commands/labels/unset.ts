import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { withoutNames } from '../../lib/pairs.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabelsUnset extends QpCommand {
  static override description = 'take labels from an app'
  static override examples = ['$ qp labels:unset team -a blog']
  static override args = { names: requiredRestArgument('names of labels') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(LabelsUnset)
    const asked = Object.keys(withoutNames(args.names))
    const { api, app } = await this.appContext(flags)
    const before = await api.labels.get(app)
    const names = presentAmong(asked, Object.keys(before), (name, near) =>
      this.say(`Warning: ${name} is no label of ${app}.${near}`),
    )
    if (names.length === 0) return before
    return action(this.surroundings, `Removing labels on ${app}`, () =>
      api.labels.update(app, withoutNames(names)),
    )
  }
}
