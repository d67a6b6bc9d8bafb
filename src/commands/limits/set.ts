import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { chosenLimit, limitFlags } from '../../lib/limit-flags.ts'
import { renderLimits } from '../../lib/limits-table.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LimitsSet extends QpCommand {
  static override summary = 'limit the memory or CPU of the dynos of a process type'
  static override description =
    'limit the memory or CPU of the dynos of a process type, in place of what their size gives. ' +
    'Memory is in B, K, M or G; CPU in CPUs, or with an m in thousandths of one. Of two values, as in 256M/512M, the first is what ' +
    'a dyno is left with when there is not enough for all. `run` is for one-off dynos. Setting a size takes limits away.'
  static override examples = [
    '$ qp limits:set web=512M worker=256M/1G -a blog',
    '$ qp limits:set --cpu web=500m -a blog',
  ]
  static override args = { limits: requiredRestArgument('TYPE=LIMIT or TYPE=REQUEST/LIMIT') }
  static override flags = { ...appFlag, ...limitFlags }

  async run() {
    const { args, flags } = await this.parse(LimitsSet)
    const which = chosenLimit(flags)
    const updates = Object.entries(parsePairs(args.limits, 'web=512M')).map(([type, value]) => ({
      type,
      [which]: value,
    }))
    const { api, app } = await this.appContext(flags)
    const settings = await appAction(
      this.surroundings,
      { title: `Applying limits on ${app}`, app },
      (onProgress) => api.processSettings.update(app, updates, { onProgress }),
    )
    this.log(renderLimits(settings, this.terminal))
    return settings
  }
}
