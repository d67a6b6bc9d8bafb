import { Flags } from '@oclif/core'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { attachSession } from '../../lib/run-session.ts'

export default class RunAttach extends QpCommand {
  static override description = `join a one-off dyno that runs, from any machine

It shows the last of what was missed, up to 1 MiB. One types and others watch: you type where nobody does.
Leaving (Enter ~ .) lets it run. A detached one can be watched.`
  static override examples = ['$ qp run:attach run.1234', '$ qp run:attach run.1234 --watch']
  /** stdout is the process's. */
  static override enableJsonFlag = false
  static override args = { dyno: requiredArgument('its name, as `qp run:list` shows it') }
  static override flags = {
    ...appFlag,
    watch: Flags.boolean({ description: 'only watch', exclusive: ['take'] }),
    take: Flags.boolean({ description: 'type in the place of whoever does' }),
  }

  async run() {
    const { args, flags } = await this.parse(RunAttach)
    const { api, app } = await this.appContext(flags)
    const run = await api.runs.get(app, args.dyno)
    const role = flags.watch || run.kind === 'detached' ? 'watch' : flags.take ? 'take' : 'type'
    await attachSession({ api, app, run, role, surroundings: this.surroundings })
    return {}
  }
}
