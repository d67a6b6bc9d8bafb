import { Flags } from '@oclif/core'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { type AppInfo, getAppInfo, renderAppInfo, renderAppInfoForShell } from '../../lib/app-info.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsInfo extends QpCommand {
  static override description = 'show what there is to know about an app'
  static override hiddenAliases = ['info']
  static override examples = ['$ qp apps:info -a blog', '$ qp apps:info -a blog --shell']
  static override args = { app: optionalArgument('name of the app') }
  static override flags = {
    ...appFlag,
    shell: Flags.boolean({ char: 's', description: 'as key=value lines that a shell can read' }),
  }

  async run(): Promise<AppInfo> {
    const { args, flags } = await this.parse(AppsInfo)
    const { api, app } = await this.appContext({ ...flags, app: args.app ?? flags.app })
    const info = await getAppInfo(api, app)
    this.log(flags.shell ? renderAppInfoForShell(info) : renderAppInfo(info, this.terminal.colour.stdout))
    return info
  }
}
