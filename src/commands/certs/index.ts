import type { SniEndpoint } from '../../api-types/sni-endpoint.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { describeExpiry, formatTime } from '../../lib/certificate-details.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class Certs extends QpCommand {
  static override description = 'list the certificates of an app'
  static override hiddenAliases = ['certs:list']
  static override examples = ['$ qp certs -a blog']
  static override flags = { ...appFlag, ...listLimitFlag }

  async run() {
    const { flags } = await this.parse(Certs)
    const { api, app } = await this.appContext(flags)
    const certificates = (await api.certificates.list(app)).slice(0, flags.limit)
    if (certificates.length === 0)
      this.sayNone(`${app} has no certificates. \`qp certs:add CRT KEY\` adds one.`)
    else this.log(renderCertificates(certificates, this.terminal))
    for (const it of certificates.flatMap((one) => describeExpiry(one, this.surroundings.now()) ?? []))
      this.say(it)
    return certificates
  }
}

function renderCertificates(certificates: readonly SniEndpoint[], terminal: Terminal): string {
  return renderTable(
    certificates,
    [
      { header: 'Name', value: (it) => it.name },
      { header: 'Common Name(s)', value: (it) => it.ssl_cert.cert_domains.join(', ') },
      { header: 'Expires', value: (it) => formatTime(it.ssl_cert.expires_at) },
      { header: 'Trusted', value: (it) => (it.ssl_cert['ca_signed?'] ? 'True' : 'False') },
      { header: 'Type', value: (it) => (it.ssl_cert.acm ? 'ACM' : 'SNI') },
      { header: 'Domains', value: (it) => it.domains.join(', ') },
    ],
    terminal,
  )
}
