import { Flags } from '@oclif/core'
import { action } from '../../../lib/action.ts'
import { appOnlyFlag, controllerLongFlag } from '../../../lib/app-flag.ts'
import { confirmByName } from '../../../lib/confirm.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class CertsAutoDisable extends QpCommand {
  static override description = 'end the automatic certificates of an app; they are removed at once'
  static override examples = ['$ qp certs:auto:disable -a blog --confirm blog']
  static override flags = {
    ...appOnlyFlag,
    ...controllerLongFlag,
    confirm: Flags.string({ char: 'c', description: 'name of the app, instead of being asked' }),
  }

  async run() {
    const { flags } = await this.parse(CertsAutoDisable)
    const { api, app } = await this.appContext(flags)
    const warning = `This will remove the automatic certificates of ${app}: its domains are no longer served by https.`
    await confirmByName(this.terminal, app, flags.confirm, warning)
    return action(this.surroundings, 'Disabling Automatic Certificate Management', () => api.acm.disable(app))
  }
}
