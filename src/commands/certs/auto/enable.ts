import { Flags } from '@oclif/core'
import { action } from '../../../lib/action.ts'
import { appFlag } from '../../../lib/app-flag.ts'
import { waitForCertificates } from '../../../lib/custom-domains.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class CertsAutoEnable extends QpCommand {
  static override summary = 'let the controller get and renew the certificates of an app'
  static override description =
    'let the controller get a certificate for each domain of an app that has none, and renew it. The domain has to lead to the router, ' +
    'and the router to be reached on port 80.'
  static override examples = ['$ qp certs:auto:enable -a blog', '$ qp certs:auto:enable --wait -a blog']
  static override flags = { ...appFlag, wait: Flags.boolean({ description: 'wait until all are there' }) }

  async run() {
    const { flags } = await this.parse(CertsAutoEnable)
    const { api, app } = await this.appContext(flags)
    const done = () => 'starting. See status with `qp certs:auto`'
    const enabled = await action(
      this.surroundings,
      'Enabling Automatic Certificate Management',
      () => api.acm.enable(app),
      { done },
    )
    if (flags.wait)
      await action(this.surroundings, `Waiting for the certificates of ${app}`, () =>
        waitForCertificates(api, app),
      )
    return enabled
  }
}
