import { action } from '../../lib/action.ts'
import { dataDir } from '../../lib/data-dir.ts'
import { updatePlugins } from '../../lib/plugins/change-plugins.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PluginsUpdate extends QpCommand {
  static override description = 'bring the plugins that came from a registry to their newest versions'
  static override examples = ['$ qp plugins:update']
  static override flags = {}

  async run() {
    await this.parse(PluginsUpdate)
    const { env, cwd } = this.surroundings
    const place = { dataDir: dataDir(env, this.config.dirname), env, cwd }
    return action(this.surroundings, 'Updating plugins', () => updatePlugins(place), {
      done: (updated) => ['done', ...updated.map(({ name, version }) => `${name} ${version}`)].join(', '),
    })
  }
}
