import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { checkChanges } from '../../lib/feature-list.ts'
import { findLab, labsContext } from '../../lib/labs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabsDisable extends QpCommand {
  static override description = 'turn an experimental feature off, of yours or of an app'
  static override args = { feature: requiredArgument('name of the feature') }
  static override examples = ['$ qp labs:disable http-session-affinity -a blog']
  static override flags = {
    ...appFlag,
    // Heroku asks for it where a feature can't be turned on again; there is none such here.
    confirm: Flags.string({ hidden: true, description: "for Heroku's scripts; changes nothing" }),
  }

  async run() {
    const { args, flags } = await this.parse(LabsDisable)
    const context = await labsContext(this.surroundings, flags)
    return action(this.surroundings, `Disabling ${args.feature}`, async () => {
      const lab = await findLab(context, args.feature)
      checkChanges(lab.feature, false)
      return lab.update({ enabled: false })
    })
  }
}
