import { appAction } from '../../lib/app-action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { chosenDynos, describeDynos, dynoFlags } from '../../lib/dyno-flags.ts'
import { UsageError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PsStop extends QpCommand {
  static override description = 'stop one dyno, or all of a process type'
  static override hiddenAliases = ['stop', 'kill', 'ps:kill', 'dyno:stop', 'dyno:kill']
  static override examples = ['$ qp ps:stop run.1234', '$ qp ps:stop -p run']
  static override args = { dyno: optionalArgument('dyno (web.1) or process type (web)') }
  static override flags = { ...appFlag, ...dynoFlags }

  async run() {
    const { args, flags } = await this.parse(PsStop)
    const which = chosenDynos(flags, args.dyno)
    if (which === undefined)
      throw new UsageError('nothing to stop. Name a dyno or a process type: web.1 or web.')
    const { api, app } = await this.appContext(flags)
    await appAction(this.surroundings, { title: `Stopping ${describeDynos(which)} on ${app}`, app }, () =>
      api.dynos.stop(app, which),
    )
    return { app, stopped: which }
  }
}
