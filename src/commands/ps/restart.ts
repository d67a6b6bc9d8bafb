import { appAction } from '../../lib/app-action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { chosenDynos, describeDynos, dynoFlags } from '../../lib/dyno-flags.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PsRestart extends QpCommand {
  static override description = 'restart one dyno, a process type, or all dynos'
  static override hiddenAliases = ['restart', 'dyno:restart']
  static override examples = ['$ qp ps:restart', '$ qp ps:restart web.1', '$ qp ps:restart -p web']
  static override args = { dyno: optionalArgument('dyno (web.1) or process type (web)') }
  static override flags = { ...appFlag, ...dynoFlags }

  async run() {
    const { args, flags } = await this.parse(PsRestart)
    const which = chosenDynos(flags, args.dyno)
    const { api, app } = await this.appContext(flags)
    await appAction(
      this.surroundings,
      { title: `Restarting ${describeDynos(which)} on ${app}`, app },
      (onProgress) => api.dynos.restart(app, which, { onProgress }),
    )
    return { app, restarted: which ?? null }
  }
}
