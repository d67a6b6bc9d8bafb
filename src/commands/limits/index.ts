import { appFlag } from '../../lib/app-flag.ts'
import { renderLimits } from '../../lib/limits-table.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LimitsList extends QpCommand {
  static override description = 'show how much memory and CPU the dynos of an app may use'
  static override hiddenAliases = ['limits:list']
  static override examples = ['$ qp limits -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(LimitsList)
    const { api, app } = await this.appContext(flags)
    const settings = await api.processSettings.list(app)
    if (settings.length === 0) this.sayNone(`No process types on ${app}: the first deploy makes them.`)
    else this.log(renderLimits(settings, this.terminal))
    return settings
  }
}
