import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { changeBuildpacks, describeNextBuild } from '../../lib/buildpacks.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildpacksClear extends QpCommand {
  static override description = 'take all buildpacks from an app: builds find out by themselves'
  static override examples = ['$ qp buildpacks:clear -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(BuildpacksClear)
    const { api, app } = await this.appContext(flags)
    const installed = await action(this.surroundings, `Removing all buildpacks from ${app}`, () =>
      changeBuildpacks(api, app, () => []),
    )
    this.say(await describeNextBuild(api, app, installed))
    return installed
  }
}
