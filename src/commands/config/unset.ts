import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { changeAndRestart } from '../../lib/change-config-vars.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ConfigUnset extends QpCommand {
  static override description = 'unset config vars of an app, and restart it without them'
  static override hiddenAliases = ['config:remove']
  static override examples = ['$ qp config:unset RAILS_ENV A']
  static override args = { keys: requiredRestArgument('names of the config vars') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(ConfigUnset)
    const { api, app } = await this.appContext(flags)
    const before = await api.configVars.get(app)
    const keys = presentAmong(args.keys, Object.keys(before), (key, near) =>
      this.say(`Warning: ${key} is not set on ${app}.${near}`),
    )
    if (keys.length === 0) return before
    const changes = Object.fromEntries(keys.map((key) => [key, null]))
    return changeAndRestart(this.surroundings, { api, app }, { verb: 'Unsetting', changes })
  }
}
