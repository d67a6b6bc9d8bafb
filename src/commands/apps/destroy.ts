import { Flags } from '@oclif/core'
import { appAction } from '../../lib/app-action.ts'
import { appOnlyFlag, controllerLongFlag, optionalArgument } from '../../lib/app-flag.ts'
import { confirmByName } from '../../lib/confirm.ts'
import { removeGitRemotes } from '../../lib/git-remote.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsDestroy extends QpCommand {
  static override description = 'destroy an app: its dynos, releases, repository, config vars and logs'
  static override hiddenAliases = ['destroy', 'apps:delete']
  static override examples = ['$ qp apps:destroy blog --confirm blog']
  static override args = { app: optionalArgument('name of the app') }
  static override flags = {
    ...appOnlyFlag,
    ...controllerLongFlag,
    confirm: Flags.string({
      char: 'c',
      description: 'the name of the app once more, instead of being asked',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(AppsDestroy)
    const { api, app } = await this.appContext({ ...flags, app: args.app ?? flags.app })
    await api.apps.get(app)
    await confirmByName(this.terminal, app, flags.confirm, `This will delete ${app} for good.`)
    const destroyed = await appAction(
      this.surroundings,
      { title: `Destroying ${app}`, app, shownBy: ['apps'] },
      () => api.apps.destroy(app),
    )
    await removeGitRemotes(this.surroundings, destroyed.git_url)
    return destroyed
  }
}
