import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TlsEnable extends QpCommand {
  static override description = 'send plain http requests of an app to https'
  static override examples = ['$ qp tls:enable -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(TlsEnable)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Enabling https-only requests for ${app}`, () =>
      api.tls.update(app, { https_enforced: true }),
    )
  }
}
