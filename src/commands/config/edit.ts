import { Flags } from '@oclif/core'
import type { ConfigVars } from '../../api-types/config-vars.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { changeAndRestart } from '../../lib/change-config-vars.ts'
import { colours } from '../../lib/colour.ts'
import { diffConfigVars, renderConfigDiff } from '../../lib/config-diff.ts'
import { checkMayAsk, confirmShown } from '../../lib/confirm.ts'
import { editConfigVars } from '../../lib/edit-config-vars.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ConfigEdit extends QpCommand {
  static override description =
    'change the config vars of an app in $VISUAL or $EDITOR: all of them as KEY=value lines, or the value of one. What ' +
    'will change is shown, and asked about, before it is done.'
  static override examples = ['$ qp config:edit -a blog']
  static override args = { key: optionalArgument('name of the one config var to edit') }
  static override flags = {
    ...appFlag,
    values: Flags.boolean({ description: 'show the values that will change, not only their names' }),
    confirm: Flags.string({ description: 'name of the app: do not ask' }),
  }

  async run() {
    const { args, flags } = await this.parse(ConfigEdit)
    const { api, app } = await this.appContext(flags)
    const { terminal } = this
    checkMayAsk(terminal, app, flags.confirm, `This will change config vars of ${app}, and restart it.`)
    const before: ConfigVars = await api.configVars.get(app)
    const changes = diffConfigVars(before, await editConfigVars(this.surroundings, before, args.key))
    if (Object.keys(changes).length === 0) {
      this.say('No changes to config vars.')
      return before
    }
    const diff = renderConfigDiff(before, changes, colours(terminal.colour.stderr), flags)
    terminal.stderr.write(`Changes to the config vars of ${app}:\n${diff}\n`)
    await confirmShown(terminal, app, flags.confirm, `Change them and restart ${app}?`)
    return changeAndRestart(this.surroundings, { api, app }, { verb: 'Changing', changes })
  }
}
