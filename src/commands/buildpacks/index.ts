import { appFlag } from '../../lib/app-flag.ts'
import { renderBuildpacks } from '../../lib/buildpacks.ts'
import { colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildpacksList extends QpCommand {
  static override description =
    'list the buildpacks that were set on an app; without, builds find out by themselves'
  static override examples = ['$ qp buildpacks -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(BuildpacksList)
    const { api, app } = await this.appContext(flags)
    const installed = await api.buildpacks.list(app)
    const heading = `${app} Buildpack${installed.length === 1 ? '' : 's'}`
    if (installed.length === 0)
      this.sayNone(`${app} has no buildpacks set: a build finds out. \`qp buildpacks:set\` sets one.`)
    else
      this.log(
        `${renderHeading(heading, colours(this.terminal.colour.stdout))}\n\n${renderBuildpacks(installed)}`,
      )
    return installed
  }
}
