import { Flags } from '@oclif/core'
import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerRelease extends QpCommand {
  static override description =
    'release the images that were pushed for process types; the others go on as they are'
  static override examples = [
    '$ qp container:release web -a blog',
    '$ qp container:release web worker -a blog',
  ]
  static override args = { types: requiredRestArgument('process types') }
  static override flags = {
    ...appFlag,
    verbose: Flags.boolean({ char: 'v', description: 'show which images are released' }),
  }

  async run() {
    const { args, flags } = await this.parse(ContainerRelease)
    const { api, app } = await this.appContext(flags)
    if (flags.verbose)
      for (const { type, image } of await api.containerImages.list(app))
        if (args.types.includes(type)) this.say(`${type}: ${image}`)
    return appAction(
      this.surroundings,
      { title: `Releasing ${args.types.join(', ')} to ${app}`, app },
      (onProgress) => api.containerImages.release(app, args.types, { onProgress }),
      { done: ({ version }) => `done, v${version}` },
    )
  }
}
