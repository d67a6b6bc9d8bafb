import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { checkChanges } from '../../lib/feature-list.ts'
import { findLab, labsContext } from '../../lib/labs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabsEnable extends QpCommand {
  static override description = 'turn an experimental feature on, of yours or of an app'
  static override args = { feature: requiredArgument('name of the feature') }
  static override examples = ['$ qp labs:enable http-session-affinity -a blog']
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(LabsEnable)
    const context = await labsContext(this.surroundings, flags)
    return action(this.surroundings, `Enabling ${args.feature}`, async () => {
      const lab = await findLab(context, args.feature)
      checkChanges(lab.feature, true)
      return lab.update({ enabled: true })
    })
  }
}
