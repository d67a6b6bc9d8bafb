import { action } from '../../lib/action.ts'
import { optionalArgument } from '../../lib/app-flag.ts'
import { dataDir } from '../../lib/data-dir.ts'
import { linkPlugin } from '../../lib/plugins/change-plugins.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PluginsLink extends QpCommand {
  static override description = 'use a plugin from the folder that you work on it in'
  static override examples = ['$ qp plugins:link ./qp-plugin-hello']
  static override args = { path: optionalArgument('folder of its package.json; without, this one') }
  static override flags = {}

  async run() {
    const { args } = await this.parse(PluginsLink)
    const { env, cwd } = this.surroundings
    const place = { dataDir: dataDir(env, this.config.dirname), env, cwd }
    const folder = args.path ?? '.'
    return action(this.surroundings, `Linking ${folder}`, () => linkPlugin(place, folder), {
      done: ({ name, version }) => `done, ${name} ${version}`,
    })
  }
}
