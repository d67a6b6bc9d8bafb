import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { doneAt } from '../../lib/change-config-vars.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { releaseImage } from '../../lib/release-image.ts'

export default class BuildsCreate extends QpCommand {
  static override description = 'release an image that the controller’s engine has or can pull'
  static override examples = ['$ qp builds:create registry.example.com/blog:7 -a blog']
  static override args = { image: requiredArgument('the image, as for docker run') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(BuildsCreate)
    const { api, app } = await this.appContext(flags)
    const { build } = await action(
      this.surroundings,
      `Releasing ${args.image} on ${app}`,
      (onProgress) => releaseImage(api, app, args.image, onProgress),
      { done: doneAt },
    )
    return build
  }
}
