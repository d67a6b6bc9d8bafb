import { Flags } from '@oclif/core'
import { controllerFlag } from '../../lib/app-flag.ts'
import { UsageError, UserError } from '../../lib/errors.ts'
import { isInGitRepository, setGitRemote } from '../../lib/git-remote.ts'
import { prepareRepository } from '../../lib/prepare-repository.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class GitRemote extends QpCommand {
  static override description = 'add a git remote for an app to this folder, or point an existing one to it'
  static override examples = ['$ qp git:remote -a blog', '$ qp git:remote -a blog-staging -r staging']
  static override flags = {
    ...controllerFlag,
    app: Flags.string({ char: 'a', description: 'the app to push to' }),
    remote: Flags.string({ char: 'r', description: 'name of the git remote', default: 'qp' }),
  }

  async run() {
    const { flags } = await this.parse(GitRemote)
    const app = flags.app ?? this.surroundings.env['QP_APP']
    if (!app) throw new UsageError('no app named. Write it like `qp git:remote -a blog`.')
    if (!(await isInGitRepository(this.surroundings))) {
      throw new UserError(`${this.surroundings.cwd} is not in a git repository.`, {
        code: 'no_git_repository',
        hint: '`git init` makes one.',
      })
    }
    const api = await this.connect(flags)
    const { name, git_url: url } = await api.apps.get(app)
    await setGitRemote(this.surroundings, { name: flags.remote, url })
    await prepareRepository(this.surroundings, api.url)
    this.say(`set git remote ${flags.remote} to ${url}`)
    return { app: name, remote: flags.remote, url }
  }
}
