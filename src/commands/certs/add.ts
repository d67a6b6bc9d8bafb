import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { renderCertificate } from '../../lib/certificate-details.ts'
import { parseCertificateArguments, readCertificateFiles } from '../../lib/certificate-files.ts'
import { colours } from '../../lib/colour.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsAdd extends QpCommand {
  static override summary = 'add a certificate to an app'
  static override description =
    'add a certificate to an app. It serves each domain of the app that it holds for and that has none. ' +
    'CRT holds the certificate and then those that signed it, KEY its private key without a passphrase; both are PEM.'
  static override examples = [
    '$ qp certs:add www.crt www.key -a blog',
    '$ qp certs:add www www.crt www.key -a blog',
  ]
  static override args = { files: requiredRestArgument('CRT KEY, or NAME CRT KEY') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(CertsAdd)
    const given = parseCertificateArguments(args.files)
    const files = await readCertificateFiles(this.surroundings, given)
    const { api, app } = await this.appContext(flags)
    const options = { ...files, ...(given.name === undefined ? {} : { name: given.name }) }
    const certificate = await action(this.surroundings, `Adding SSL certificate to ${app}`, () =>
      api.certificates.add(app, options),
    )
    this.log(renderCertificate(certificate, colours(this.terminal.colour.stdout), { showDomains: true }))
    if (certificate.domains.length === 0)
      this.say(`It serves no domain of ${app} yet: \`qp certs:attach ${certificate.name} DOMAIN\` makes it.`)
    return certificate
  }
}
