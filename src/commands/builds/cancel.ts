import { action } from '../../lib/action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { findBuild } from '../../lib/find-build.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildsCancel extends QpCommand {
  static override description = 'stop a build that waits or runs; nothing is released of it'
  static override examples = ['$ qp builds:cancel 0b7c7c1e-1f5a-4a2b-9a43-3d8a0c5f6e21 -a blog']
  static override args = { build: optionalArgument('its id; without, the newest') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(BuildsCancel)
    const { api, app } = await this.appContext(flags)
    const { id } = await findBuild(api, app, args.build)
    return action(this.surroundings, `Stopping the build ${id} of ${app}`, () => api.builds.cancel(app, id))
  }
}
