import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class KeysRemove extends QpCommand {
  static override description = 'remove one of your keys: nobody pushes by it from then on'
  static override examples = ['$ qp keys:remove laptop']
  static override args = { key: requiredArgument('its comment, fingerprint or id') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(KeysRemove)
    const api = await this.connect(flags)
    return action(this.surroundings, `Removing the key ${args.key}`, () => api.keys.remove(args.key))
  }
}
