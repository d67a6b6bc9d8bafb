import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTimeouts } from '../../lib/timeouts-table.ts'

export default class TimeoutsList extends QpCommand {
  static override description =
    'show how many seconds the dynos of an app have to end: between SIGTERM and SIGKILL'
  static override hiddenAliases = ['timeouts:list']
  static override examples = ['$ qp timeouts -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(TimeoutsList)
    const { api, app } = await this.appContext(flags)
    const settings = await api.processSettings.list(app)
    if (settings.length === 0) this.sayNone(`No process types on ${app}: the first deploy makes them.`)
    else this.log(renderTimeouts(settings, this.terminal))
    return settings
  }
}
