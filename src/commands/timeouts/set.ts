import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { UsageError } from '../../lib/errors.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTimeouts } from '../../lib/timeouts-table.ts'

export default class TimeoutsSet extends QpCommand {
  static override description =
    'set how many seconds the dynos of a process type have to end. It holds from their next stop on; nothing is restarted.'
  static override examples = ['$ qp timeouts:set web=60 worker=300 -a blog']
  static override args = { timeouts: requiredRestArgument('TYPE=SECONDS') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(TimeoutsSet)
    const updates = Object.entries(parsePairs(args.timeouts, 'web=60')).map(([type, text]) => ({
      type,
      stop_timeout: parseSeconds(text),
    }))
    const { api, app } = await this.appContext(flags)
    const settings = await appAction(
      this.surroundings,
      { title: `Applying timeouts on ${app}`, app },
      (onProgress) => api.processSettings.update(app, updates, { onProgress }),
    )
    this.log(renderTimeouts(settings, this.terminal))
    return settings
  }
}

function parseSeconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new UsageError(`${text} is no number of seconds. Write it like web=60.`)
}
