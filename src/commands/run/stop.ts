import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class RunStop extends QpCommand {
  static override description = 'end a one-off dyno: SIGTERM, and SIGKILL if it does not heed that'
  static override examples = ['$ qp run:stop run.1234']
  static override args = { dyno: requiredArgument('its name, as `qp run:list` shows it') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(RunStop)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Stopping ${args.dyno} on ${app}`, () => api.runs.stop(app, args.dyno))
  }
}
