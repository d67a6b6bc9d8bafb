import { appOnlyFlag, controllerFlag } from '../../lib/app-flag.ts'
import { listTargets } from '../../lib/connect.ts'
import { UserError } from '../../lib/errors.ts'
import { runGit } from '../../lib/git.ts'
import { appRemotes, listGitRemotes } from '../../lib/git-remote.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class GitRemove extends QpCommand {
  static override description = "take an app's git remotes from this folder; the app stays as it is"
  static override examples = ['$ qp git:remove -a blog']
  static override flags = { ...appOnlyFlag, ...controllerFlag }

  async run() {
    const { flags } = await this.parse(GitRemove)
    const { api, app } = await this.appContext(flags)
    const ours = appRemotes(await listGitRemotes(this.surroundings), await listTargets(this.surroundings))
    const removed = ours
      .filter((it) => it.app === app && it.controller.url === api.url)
      .map((it) => it.name)
      .sort()
    if (removed.length === 0)
      throw new UserError(`${this.surroundings.cwd} has no git remote for ${app}.`, { code: 'no_git_remote' })
    for (const name of removed)
      await runGit(['remote', 'remove', name], { ...this.surroundings, check: true })
    this.say(`removed the git remote${removed.length === 1 ? '' : 's'} ${removed.join(', ')}`)
    return { app, removed }
  }
}
