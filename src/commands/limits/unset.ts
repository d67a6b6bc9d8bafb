import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { chosenLimit, limitFlags, limitNames } from '../../lib/limit-flags.ts'
import { renderLimits } from '../../lib/limits-table.ts'
import { typesWithOwn } from '../../lib/own-settings.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LimitsUnset extends QpCommand {
  static override description = 'let the dynos of a process type use again what their size gives'
  static override examples = ['$ qp limits:unset web -a blog', '$ qp limits:unset --cpu web -a blog']
  static override args = { types: requiredRestArgument('process types') }
  static override flags = { ...appFlag, ...limitFlags }

  async run() {
    const { args, flags } = await this.parse(LimitsUnset)
    const which = chosenLimit(flags)
    const { api, app } = await this.appContext(flags)
    const before = await api.processSettings.list(app)
    const limited = typesWithOwn(before, (it) => it.limits[which].own)
    const types = presentAmong(args.types, limited, (type, near) =>
      this.say(`Warning: ${type} has no ${limitNames[which]} limit of its own on ${app}.${near}`),
    )
    if (types.length === 0) return before
    const updates = types.map((type) => ({ type, [which]: null }))
    const settings = await appAction(
      this.surroundings,
      { title: `Removing limits on ${app}`, app },
      (onProgress) => api.processSettings.update(app, updates, { onProgress }),
    )
    this.log(renderLimits(settings, this.terminal))
    return settings
  }
}
