import { Flags } from '@oclif/core'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderRuns } from '../../lib/run-list.ts'

export default class RunList extends QpCommand {
  static override description = 'list one-off processes: who runs what, since when, from where'
  static override examples = ['$ qp run:list -a blog', '$ qp run:list --all']
  static override flags = {
    ...appFlag,
    all: Flags.boolean({ description: 'also those that have ended, with their exit codes' }),
  }

  async run() {
    const { flags } = await this.parse(RunList)
    const { api, app } = await this.appContext(flags)
    const runs = await api.runs.list(app, { all: flags.all })
    if (runs.length > 0) this.log(renderRuns(runs, this.surroundings))
    else
      this.sayNone(
        `No one-off dynos ${flags.all ? 'were ever started' : 'run'} on ${app}. \`qp run\` starts one.`,
      )
    return runs
  }
}
