import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { receiveImage } from '../../lib/container/docker.ts'
import { localImage } from '../../lib/container/image-jobs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerPull extends QpCommand {
  static override description =
    "bring the images of process types to this machine's docker, as qp/APP:TYPE: those that were pushed last, or else that run"
  static override examples = ['$ qp container:pull web -a blog']
  static override args = { types: requiredRestArgument('process types') }
  static override flags = {
    ...appFlag,
    verbose: Flags.boolean({ char: 'v', description: 'show what docker is told' }),
  }

  async run() {
    const { args, flags } = await this.parse(ContainerPull)
    const { api, app } = await this.appContext(flags)
    const pulled = []
    for (const type of args.types) {
      if (flags.verbose) this.say('docker load')
      await action(this.surroundings, `Pulling ${type} of ${app}`, async () =>
        receiveImage(this.surroundings, await api.containerImages.read(app, type)),
      )
      pulled.push({ type, image: localImage(app, type) })
    }
    this.log(pulled.map((it) => it.image).join('\n'))
    return pulled
  }
}
