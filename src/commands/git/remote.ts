import { Flags } from '@oclif/core'
import { controllerFlag } from '../../lib/app-flag.ts'
import { configDir } from '../../lib/config-dir.ts'
import { UserError } from '../../lib/errors.ts'
import { isInGitRepository, setGitRemote } from '../../lib/git-remote.ts'
import { prepareRepository } from '../../lib/prepare-repository.ts'
import { rememberSshPort } from '../../lib/profiles.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class GitRemote extends QpCommand {
  static override description = 'add a git remote for an app to this folder, or point an existing one to it'
  static override examples = [
    '$ qp git:remote -a blog',
    '$ qp git:remote -a blog-staging -r staging',
    '$ qp git:remote -a blog --ssh',
  ]
  static override flags = {
    ...controllerFlag,
    app: Flags.string({
      char: 'a',
      description: 'the app to push to; without, that of the remotes that there are',
    }),
    remote: Flags.string({ char: 'r', description: 'name of the git remote', default: 'qp' }),
    force: Flags.boolean({ char: 'f', hidden: true, description: "for Deis's scripts; it always is" }),
    ssh: Flags.boolean({ description: 'push over SSH, by a key of `qp keys`' }),
  }

  async run() {
    const { flags } = await this.parse(GitRemote)
    if (!(await isInGitRepository(this.surroundings))) {
      throw new UserError(`${this.surroundings.cwd} is not in a git repository.`, {
        code: 'no_git_repository',
        hint: '`git init` makes one.',
      })
    }
    // `-r` names the remote that is set here: which app it is for, another remote may say.
    const { api, app } = await this.appContext({ app: flags.app, controller: flags.controller })
    const { name, git_url: byHttp, ssh_git_url: bySsh } = await api.apps.get(app)
    if (flags.ssh && bySsh === null) {
      throw new UserError(`${api.url} serves no git over SSH.`, {
        code: 'no_git_over_ssh',
        hint: '`qp server --ssh HOST:PORT` serves it.',
      })
    }
    const url = flags.ssh && bySsh !== null ? bySsh : byHttp
    await setGitRemote(this.surroundings, { name: flags.remote, url })
    if (bySsh !== null) await rememberSshPort(configDir(this.surroundings.env), api.url, bySsh)
    await prepareRepository(this.surroundings, { controllerUrl: api.url, remoteUrl: url })
    this.say(`set git remote ${flags.remote} to ${url}`)
    return { app: name, remote: flags.remote, url }
  }
}
