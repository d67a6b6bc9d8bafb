import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderRegistry } from '../../lib/registry-text.ts'

export default class RegistryShow extends QpCommand {
  static override description = "show whom an app's images are pulled as from a private registry"
  static override hiddenAliases = ['registry:list']
  static override examples = ['$ qp registry -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(RegistryShow)
    const { api, app } = await this.appContext(flags)
    const registry = await api.registry.get(app)
    const text = renderRegistry(registry, this.terminal)
    if (text) this.log(text)
    else this.sayNone(`${app} pulls images without a login. \`qp registry:set\` sets one.`)
    return registry
  }
}
