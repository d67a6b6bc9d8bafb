import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderCertificate } from '../../lib/certificate-details.ts'
import { readCertificateFiles } from '../../lib/certificate-files.ts'
import { certificateFlags, chooseCertificate } from '../../lib/choose-certificate.ts'
import { colours } from '../../lib/colour.ts'
import { confirmByName } from '../../lib/confirm.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsUpdate extends QpCommand {
  static override description = 'replace a certificate of an app; its domains have the new one at once'
  static override examples = ['$ qp certs:update www.crt www.key --name www -a blog --confirm blog']
  static override args = {
    crt: requiredArgument('file of the certificate and those that signed it'),
    key: requiredArgument('file of its private key'),
  }
  static override flags = {
    ...appFlag,
    ...certificateFlags,
    confirm: Flags.string({ description: 'name of the app, instead of being asked' }),
  }

  async run() {
    const { args, flags } = await this.parse(CertsUpdate)
    const files = await readCertificateFiles(this.surroundings, { name: undefined, ...args })
    const { api, app } = await this.appContext(flags)
    const { name } = await chooseCertificate(api, app, flags)
    await confirmByName(
      this.terminal,
      app,
      flags.confirm,
      `This will replace the certificate ${name} of ${app}.`,
    )
    const certificate = await action(this.surroundings, `Updating SSL certificate ${name} for ${app}`, () =>
      api.certificates.update(app, name, files),
    )
    this.log(renderCertificate(certificate, colours(this.terminal.colour.stdout)))
    return certificate
  }
}
