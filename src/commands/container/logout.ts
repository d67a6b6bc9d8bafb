import { Flags } from '@oclif/core'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerLogout extends QpCommand {
  static override description =
    'does nothing: images go to the controller by your login there, which `qp logout` ends; docker was never told of it'
  static override examples = ['$ qp container:logout']
  static override flags = {
    ...controllerFlag,
    verbose: Flags.boolean({ char: 'v', description: 'show where images go' }),
  }

  async run() {
    const { flags } = await this.parse(ContainerLogout)
    const { url } = await this.connect(flags)
    if (flags.verbose) this.say(`images go to ${url}/apps/APP/container-images`)
    this.say(`docker knows no login for ${url}. \`qp logout\` ends yours.`)
    return { url }
  }
}
