import { action } from '../../lib/action.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { dataDir } from '../../lib/data-dir.ts'
import { uninstallPlugin } from '../../lib/plugins/change-plugins.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PluginsUninstall extends QpCommand {
  static override description = 'remove a plugin that was installed or linked'
  static override hiddenAliases = ['plugins:remove', 'plugins:unlink']
  static override examples = ['$ qp plugins:uninstall qp-plugin-hello']
  static override args = { plugin: requiredArgument('its name, as `qp plugins` has it') }
  static override flags = {}

  async run() {
    const { args } = await this.parse(PluginsUninstall)
    const { env, cwd } = this.surroundings
    const place = { dataDir: dataDir(env, this.config.dirname), env, cwd }
    return action(this.surroundings, `Removing ${args.plugin}`, () => uninstallPlugin(place, args.plugin))
  }
}
