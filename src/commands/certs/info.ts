import { Flags } from '@oclif/core'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { renderCertificate } from '../../lib/certificate-details.ts'
import { certificateFlags, chooseCertificate } from '../../lib/choose-certificate.ts'
import { colours } from '../../lib/colour.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsInfo extends QpCommand {
  static override description = 'show a certificate of an app'
  static override examples = [
    '$ qp certs:info www -a blog',
    '$ qp certs:info --name www --show-domains -a blog',
  ]
  static override args = { name: optionalArgument('name of the certificate') }
  static override flags = {
    ...appFlag,
    ...certificateFlags,
    'show-domains': Flags.boolean({ description: 'show which domains it serves' }),
  }

  async run() {
    const { args, flags } = await this.parse(CertsInfo)
    const { api, app } = await this.appContext(flags)
    const certificate = await chooseCertificate(api, app, { ...flags, name: args.name ?? flags.name })
    const showDomains = flags['show-domains']
    this.log(renderCertificate(certificate, colours(this.terminal.colour.stdout), { showDomains }))
    return certificate
  }
}
