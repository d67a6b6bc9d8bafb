import { join } from 'node:path'
import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appOnlyFlag, controllerFlag, optionalArgument } from '../../lib/app-flag.ts'
import { cacheDir } from '../../lib/cache-dir.ts'
import { refreshValues } from '../../lib/completion/refresh-values.ts'
import { getShell } from '../../lib/completion/shells.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AutocompleteShow extends QpCommand {
  static override description = 'show how your shell completes commands, flags, apps, dynos and config keys'
  static override examples = [
    '$ qp autocomplete',
    '$ qp autocomplete zsh',
    '$ qp autocomplete --refresh-cache -a blog',
  ]
  static override args = {
    shell: optionalArgument('bash, zsh, fish or powershell; without, the one of $SHELL'),
  }
  static override flags = {
    app: appOnlyFlag.app,
    // Heroku's -r is another one here.
    remote: Flags.string({ description: appOnlyFlag.remote.description ?? '' }),
    ...controllerFlag,
    'refresh-cache': Flags.boolean({
      char: 'r',
      description: 'ask the controller now for the names that completions show',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(AutocompleteShow)
    const { surroundings } = this
    if (flags['refresh-cache']) {
      const folder = join(cacheDir(surroundings.env, this.config.dirname), 'completion')
      return action(surroundings, 'Asking for the names that completions show', () =>
        refreshValues(surroundings, flags, folder),
      )
    }
    const { name, title, setup } = getShell(args.shell, surroundings.env, this.config.platform)
    this.log(
      `To complete the words of qp in ${title}, type this once and open another shell:\n\n  ${setup}\n`,
    )
    this.log('Then try: qp con<TAB>, qp ps:restart <TAB>, qp config:get --app <TAB>')
    this.log('What only the controller knows is there from the second <TAB> on: nothing waits for it.')
    return { shell: name, setup }
  }
}
