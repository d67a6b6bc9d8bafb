import { Flags } from '@oclif/core'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerLogin extends QpCommand {
  static override summary = 'see whether container:push will be let in'
  static override description =
    'see whether container:push will be let in: images go to the controller by your login there, and there is no registry to log in to'
  static override examples = ['$ qp container:login']
  static override flags = {
    ...controllerFlag,
    verbose: Flags.boolean({ char: 'v', description: 'show where images go' }),
  }

  async run() {
    const { flags } = await this.parse(ContainerLogin)
    const api = await this.connect(flags)
    const account = await api.account.get()
    if (flags.verbose) this.say(`images go to ${api.url}/apps/APP/container-images`)
    this.say(`Login succeeded: container:push goes to ${api.url} as ${account.email}`)
    return account
  }
}
