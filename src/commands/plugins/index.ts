import { dataDir } from '../../lib/data-dir.ts'
import { listPlugins } from '../../lib/plugins/list-plugins.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class PluginsList extends QpCommand {
  static override description =
    'list plugins: those that were installed or linked, and programs on PATH that are called qp-NAME, which `qp NAME` runs'
  static override hiddenAliases = ['plugins:list']
  static override examples = ['$ qp plugins']
  static override flags = {}

  async run() {
    await this.parse(PluginsList)
    const { env } = this.surroundings
    const plugins = await listPlugins({ dataDir: dataDir(env, this.config.dirname), env })
    if (plugins.length === 0) this.sayNone('No plugins. `qp plugins:install NAME` installs one.')
    else
      this.log(
        renderTable(
          plugins,
          [
            { header: 'Plugin', value: ({ name }) => name },
            { header: 'Version', value: ({ version }) => version ?? '' },
            { header: 'Kind', value: ({ type }) => type },
            { header: 'Where', value: ({ path }) => path },
          ],
          this.terminal,
        ),
      )
    return plugins
  }
}
