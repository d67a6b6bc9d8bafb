import { diffApps } from '../../lib/app-diff.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class AppsDiff extends QpCommand {
  static override description =
    'show what two apps differ in: code, stack, buildpacks, dynos, features, names of config vars'
  static override examples = ['$ qp apps:diff blog blog-staging']
  static override args = { app1: requiredArgument('an app'), app2: requiredArgument('another') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(AppsDiff)
    const { app1, app2 } = args
    const differences = await diffApps(await this.connect(flags), app1, app2)
    const columns = [
      { header: 'Property', value: (it: (typeof differences)[number]) => it.property },
      { header: app1, value: (it: (typeof differences)[number]) => it.app1 ?? '(none)' },
      { header: app2, value: (it: (typeof differences)[number]) => it.app2 ?? '(none)' },
    ]
    if (differences.length === 0) this.log(`${app1} and ${app2} are the same.`)
    else this.log(renderTable(differences, columns, this.terminal))
    return differences
  }
}
