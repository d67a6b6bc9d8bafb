import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { clearDomains } from '../../lib/custom-domains.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsClear extends QpCommand {
  static override description = 'take all domains from an app but its own'
  static override examples = ['$ qp domains:clear -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(DomainsClear)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing all domains from ${app}`, () => clearDomains(api, app))
  }
}
