import { Flags } from '@oclif/core'
import { appFlag } from '../../lib/app-flag.ts'
import { renderHealthChecks } from '../../lib/health-checks-table.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class HealthchecksList extends QpCommand {
  static override description = 'list the health checks of an app'
  static override hiddenAliases = ['healthchecks:list']
  static override examples = ['$ qp healthchecks -a blog']
  static override flags = {
    ...appFlag,
    type: Flags.string({ description: 'process type; without, all', aliases: ['ptype'] }),
  }

  async run() {
    const { flags } = await this.parse(HealthchecksList)
    const { api, app } = await this.appContext(flags)
    const all = await api.processSettings.list(app)
    const settings = flags.type === undefined ? all : all.filter((it) => it.type === flags.type)
    const text = renderHealthChecks(settings, this.terminal)
    if (text) this.log(text)
    else this.sayNone(`No health checks on ${app}. \`qp healthchecks:set\` sets one.`)
    return settings
  }
}
