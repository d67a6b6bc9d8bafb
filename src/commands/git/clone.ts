import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, optionalArgument } from '../../lib/app-flag.ts'
import { cloneApp } from '../../lib/clone-app.ts'
import { UsageError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class GitClone extends QpCommand {
  static override description = "clone an app's source into a new folder, with a git remote to push to"
  static override examples = ['$ qp git:clone -a blog', '$ qp git:clone src -a blog']
  static override args = { directory: optionalArgument('the folder; without, one with the name of the app') }
  static override flags = {
    ...controllerFlag,
    app: Flags.string({ char: 'a', description: 'the app to clone' }),
    remote: Flags.string({ char: 'r', description: 'name of the git remote', default: 'qp' }),
  }

  async run() {
    const { args, flags } = await this.parse(GitClone)
    const name = flags.app ?? this.surroundings.env['QP_APP']
    if (!name) throw new UsageError('no app named. Write it like `qp git:clone -a blog`.')
    const api = await this.connect(flags)
    const app = await api.apps.get(name)
    const clone = { url: app.git_url, remote: flags.remote, directory: args.directory ?? app.name }
    await action(
      this.surroundings,
      `Cloning ${app.name} into ${clone.directory}`,
      () => cloneApp(this.surroundings, { ...clone, controllerUrl: api.url }),
      { done: (branch) => (branch === undefined ? 'done, nothing was pushed to it yet' : 'done') },
    )
    return { app: app.name, directory: clone.directory, url: clone.url }
  }
}
