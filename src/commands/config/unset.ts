import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { changeConfigVars, doneAt } from '../../lib/change-config-vars.ts'
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
    const changes = Object.fromEntries(args.keys.map((key) => [key, null]))
    const { configVars } = await action(
      this.surroundings,
      `Unsetting ${args.keys.join(', ')} and restarting ${app}`,
      (onProgress) => changeConfigVars(api, app, changes, onProgress),
      { done: doneAt },
    )
    return configVars
  }
}
