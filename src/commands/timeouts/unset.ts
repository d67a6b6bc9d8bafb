import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { typesWithOwn } from '../../lib/own-settings.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTimeouts } from '../../lib/timeouts-table.ts'

export default class TimeoutsUnset extends QpCommand {
  static override description = 'give the dynos of a process type the default time to end'
  static override examples = ['$ qp timeouts:unset web -a blog']
  static override args = { types: requiredRestArgument('process types') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(TimeoutsUnset)
    const { api, app } = await this.appContext(flags)
    const before = await api.processSettings.list(app)
    const timed = typesWithOwn(before, (it) => it.stop_timeout.own)
    const types = presentAmong(args.types, timed, (type, near) =>
      this.say(`Warning: ${type} has no timeout of its own on ${app}.${near}`),
    )
    if (types.length === 0) return before
    const updates = types.map((type) => ({ type, stop_timeout: null }))
    const settings = await appAction(
      this.surroundings,
      { title: `Removing timeouts on ${app}`, app },
      (onProgress) => api.processSettings.update(app, updates, { onProgress }),
    )
    this.log(renderTimeouts(settings, this.terminal))
    return settings
  }
}
