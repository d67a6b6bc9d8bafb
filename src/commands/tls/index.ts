import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderFields, renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TlsInfo extends QpCommand {
  static override description = 'show whether plain http requests of an app are sent to https'
  static override hiddenAliases = ['tls:info']
  static override examples = ['$ qp tls -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(TlsInfo)
    const { api, app } = await this.appContext(flags)
    const tls = await api.tls.get(app)
    const paint = colours(this.terminal.colour.stdout)
    const fields = { 'HTTPS Enforced': String(tls.https_enforced ?? 'not set') }
    this.log(`${renderHeading(`${app} TLS`, paint)}\n\n${renderFields(fields, paint)}`)
    return tls
  }
}
