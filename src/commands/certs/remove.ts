import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { certificateFlags, chooseCertificate } from '../../lib/choose-certificate.ts'
import { confirmByName } from '../../lib/confirm.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsRemove extends QpCommand {
  static override summary = 'remove a certificate from an app'
  static override description =
    'remove a certificate from an app; its domains have none then. NAME as an argument, as Deis has it, is not asked about.'
  static override examples = [
    '$ qp certs:remove --name www -a blog --confirm blog',
    '$ qp certs:remove www -a blog',
  ]
  static override args = { name: optionalArgument('name of the certificate') }
  static override flags = {
    ...appFlag,
    ...certificateFlags,
    confirm: Flags.string({ description: 'name of the app, instead of being asked' }),
  }

  async run() {
    const { args, flags } = await this.parse(CertsRemove)
    const { api, app } = await this.appContext(flags)
    const { name } = await chooseCertificate(api, app, { ...flags, name: args.name ?? flags.name })
    const warning = `This will remove the certificate ${name} from ${app}.`
    if (args.name === undefined) await confirmByName(this.terminal, app, flags.confirm, warning)
    return action(this.surroundings, `Removing SSL certificate ${name} from ${app}`, () =>
      api.certificates.remove(app, name),
    )
  }
}
