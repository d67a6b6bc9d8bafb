import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { registryKeysOf, withoutRegistryKeys } from '../../lib/registry-text.ts'

export default class RegistryUnset extends QpCommand {
  static override description = 'take the registry login of an app away, or a part of it'
  static override examples = ['$ qp registry:unset username password -a blog']
  static override args = { keys: requiredRestArgument('username, password') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(RegistryUnset)
    const asked = Object.keys(withoutRegistryKeys(args.keys))
    const { api, app } = await this.appContext(flags)
    const before = await api.registry.get(app)
    const keys = presentAmong(asked, registryKeysOf(before), (key) =>
      this.say(`Warning: the registry login of ${app} has no ${key}.`),
    )
    if (keys.length === 0) return before
    return action(this.surroundings, `Unsetting the registry login of ${app}`, () =>
      api.registry.update(app, withoutRegistryKeys(keys)),
    )
  }
}
