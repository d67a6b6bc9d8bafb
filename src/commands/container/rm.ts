import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerRm extends QpCommand {
  static override description = 'take process types from an app, with their images; as a new release'
  static override examples = ['$ qp container:rm worker -a blog']
  static override args = { types: requiredRestArgument('process types') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(ContainerRm)
    const { api, app } = await this.appContext(flags)
    return appAction(
      this.surroundings,
      { title: `Removing ${args.types.join(', ')} from ${app}`, app },
      (onProgress) => api.containerImages.remove(app, args.types, { onProgress }),
      { done: ({ version }) => `done, v${version}` },
    )
  }
}
