import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import type { AppTransfer } from '../../api-types/app-transfer.ts'
import { action } from '../../lib/action.ts'
import { appOnlyFlag, controllerLongFlag, requiredArgument } from '../../lib/app-flag.ts'
import { chooseOwnApps } from '../../lib/choose-own-apps.ts'
import { confirmByName } from '../../lib/confirm.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsTransfer extends QpCommand {
  static override description = 'give an app to somebody else, at once; you go on working on it'
  static override examples = [
    '$ qp apps:transfer ann@example.com -a blog',
    '$ qp apps:transfer ann@example.com --bulk',
  ]
  static override args = { recipient: requiredArgument('their email address') }
  static override flags = {
    ...appOnlyFlag,
    ...controllerLongFlag,
    bulk: Flags.boolean({ description: 'choose among the apps that you own', exclusive: ['app', 'remote'] }),
    confirm: Flags.string({ char: 'c', description: 'the name of the app again', hidden: true }),
  }

  async run() {
    const { args, flags } = await this.parse(AppsTransfer)
    if (flags.bulk) {
      const api = await this.connect(flags)
      const transfers: AppTransfer[] = []
      for (const app of await chooseOwnApps(this.terminal, api))
        transfers.push(await this.#transfer(api, app, args.recipient))
      return transfers
    }
    const { api, app } = await this.appContext(flags)
    if (flags.confirm !== undefined) await confirmByName(this.terminal, app, flags.confirm, '')
    return [await this.#transfer(api, app, args.recipient)]
  }

  #transfer(api: Controller, app: string, recipient: string): Promise<AppTransfer> {
    return action(this.surroundings, `Transferring ${app} to ${recipient}`, () =>
      api.apps.transfer({ app, recipient }),
    )
  }
}
