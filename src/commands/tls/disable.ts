import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TlsDisable extends QpCommand {
  static override description = 'take plain http requests of an app'
  static override examples = ['$ qp tls:disable -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(TlsDisable)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Disabling https-only requests for ${app}`, () =>
      api.tls.update(app, { https_enforced: false }),
    )
  }
}
