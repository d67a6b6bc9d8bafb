import { Flags } from '@oclif/core'
import { appAction } from '../../lib/app-action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ServicesAdd extends QpCommand {
  static override description = 'send requests for some paths to another process type than web'
  static override examples = [
    '$ qp services:add --type hooks --route /hooks -a blog',
    "$ qp services:add --type hooks --route '/hooks,~ ^/users/[0-9]+/hooks' -a blog",
  ]
  static override flags = {
    ...appFlag,
    type: Flags.string({ required: true, description: 'process type; its dynos get a $PORT to listen on' }),
    route: Flags.string({
      required: true,
      description: 'paths as in an nginx location (/a begins so, = /a, ~ regex), with commas in between',
    }),
  }

  async run() {
    const { flags } = await this.parse(ServicesAdd)
    const { api, app } = await this.appContext(flags)
    const service = { type: flags.type, path_pattern: flags.route }
    return appAction(
      this.surroundings,
      { title: `Adding ${flags.type} (${flags.route}) to ${app}`, app },
      (onProgress) => api.services.put(app, service, { onProgress }),
    )
  }
}
