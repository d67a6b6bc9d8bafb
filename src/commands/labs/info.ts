import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderFeature } from '../../lib/feature-list.ts'
import { findLab, labsContext } from '../../lib/labs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LabsInfo extends QpCommand {
  static override description = 'show what an experimental feature does'
  static override examples = ['$ qp labs:info http-session-affinity -a blog']
  static override args = { feature: requiredArgument('name of the feature') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(LabsInfo)
    const { feature } = await findLab(await labsContext(this.surroundings, flags), args.feature)
    this.log(renderFeature(feature, colours(this.terminal.colour.stdout)))
    return feature
  }
}
