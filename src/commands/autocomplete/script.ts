import { optionalArgument } from '../../lib/app-flag.ts'
import { getShell } from '../../lib/completion/shells.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AutocompleteScript extends QpCommand {
  static override description = 'print what a shell must read to complete the words of qp'
  static override examples = ['$ qp autocomplete:script bash > ~/.qp.bash', '$ qp autocomplete:script zsh']
  static override args = {
    shell: optionalArgument('bash, zsh, fish or powershell; without, the one of $SHELL'),
  }

  async run() {
    const { args } = await this.parse(AutocompleteScript)
    const { name, script } = getShell(args.shell, this.surroundings.env, this.config.platform)
    this.log(script.trimEnd())
    return { shell: name, script }
  }
}
