import { action } from '../../lib/action.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class KeysClear extends QpCommand {
  static override description = 'remove all of your keys'
  static override examples = ['$ qp keys:clear']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(KeysClear)
    const api = await this.connect(flags)
    return action(this.surroundings, 'Removing all keys', async () => {
      const keys = await api.keys.list()
      return Promise.all(keys.map((it) => api.keys.remove(it.id)))
    })
  }
}
