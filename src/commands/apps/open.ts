import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsOpen extends QpCommand {
  static override description = 'open an app in the browser'
  static override hiddenAliases = ['open']
  static override examples = ['$ qp apps:open -a blog', '$ qp open -a blog /about']
  static override args = { path: optionalArgument('path in the app') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(AppsOpen)
    const { api, app } = await this.appContext(flags)
    const { web_url } = await api.apps.get(app)
    // The path is the app's, whatever it looks like: `//elsewhere` must not lead elsewhere.
    const url = web_url.replace(/\/$/, '') + '/' + (args.path ?? '').replace(/^\/+/, '')
    this.say(`Opening ${url}`)
    await this.surroundings.openBrowser(url)
    return { url }
  }
}
