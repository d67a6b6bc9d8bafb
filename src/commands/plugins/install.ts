import { action } from '../../lib/action.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { dataDir } from '../../lib/data-dir.ts'
import { installPlugin } from '../../lib/plugins/change-plugins.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PluginsInstall extends QpCommand {
  static override description =
    'install a plugin by npm: a name, with @TAG if need be, a folder, a tarball or an address of git. Its code runs as you.'
  static override hiddenAliases = ['plugins:add']
  static override examples = ['$ qp plugins:install ./qp-plugin-hello', '$ qp hello']
  static override args = { plugin: requiredArgument('what npm can install') }
  static override flags = {}

  async run() {
    const { args } = await this.parse(PluginsInstall)
    const { env, cwd } = this.surroundings
    const place = { dataDir: dataDir(env, this.config.dirname), env, cwd }
    return action(this.surroundings, `Installing ${args.plugin}`, () => installPlugin(place, args.plugin), {
      done: ({ name, version }) => `done, ${name} ${version}`,
    })
  }
}
