import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { listGitRemotes, setGitRemote } from '../../lib/git-remote.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsRename extends QpCommand {
  static override description = 'give an app another name, and with it another address'
  static override hiddenAliases = ['rename']
  static override examples = ['$ qp apps:rename journal -a blog']
  static override args = { newname: requiredArgument('the new name') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(AppsRename)
    const { api, app } = await this.appContext(flags)
    const { git_url: before } = await api.apps.get(app)
    const renamed = await action(this.surroundings, `Renaming ${app} to ${args.newname}`, () =>
      api.apps.update(app, { name: args.newname }),
    )
    this.log(`${renamed.web_url} | ${renamed.git_url}`)
    await this.#pointRemotes(before, renamed.git_url)
    return renamed
  }

  async #pointRemotes(from: string, to: string): Promise<void> {
    const remotes = await listGitRemotes(this.surroundings)
    for (const { name } of remotes.filter((it) => it.url === from)) {
      await setGitRemote(this.surroundings, { name, url: to })
      this.say(`Git remote ${name} updated`)
    }
  }
}
