import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import type { App, AppCreate } from '../../api-types/app.ts'
import { action } from '../../lib/action.ts'
import { controllerFlag, optionalArgument } from '../../lib/app-flag.ts'
import { addGitRemote, isInGitRepository } from '../../lib/git-remote.ts'
import { prepareRepository } from '../../lib/prepare-repository.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AppsCreate extends QpCommand {
  static override description = 'create an app, and a git remote to push it to'
  static override hiddenAliases = ['create']
  static override examples = [
    '$ qp apps:create blog',
    '$ qp apps:create --no-remote',
    '$ qp apps:create blog -b heroku/nodejs',
  ]
  static override args = { app: optionalArgument('name of the app; without, the controller makes one up') }
  static override flags = {
    ...controllerFlag,
    'no-remote': Flags.boolean({ char: 'n', description: 'do not add a git remote' }),
    buildpack: Flags.string({ char: 'b', description: 'the buildpack to build it with' }),
    stack: Flags.string({ char: 's', description: 'what to build it on, as `qp stack` lists it' }),
    app: Flags.string({ hidden: true, description: "the name, as some of heroku's scripts have it" }),
    remote: Flags.string({ char: 'r', description: 'name of the git remote', default: 'qp' }),
  }

  async run() {
    const { args, flags } = await this.parse(AppsCreate)
    const name = flags.app ?? args.app
    const api = await this.connect(flags)
    const app = await action(
      this.surroundings,
      `Creating ${name ?? 'app'}`,
      () => api.apps.create(withoutUndefined({ name, stack: flags.stack })),
      { done: (made) => (name === undefined ? `done, ${made.name}` : 'done') },
    )
    if (flags.buildpack !== undefined) await this.#setBuildpack(api, app.name, flags.buildpack)
    this.log(`${app.web_url} | ${app.git_url}`)
    if (!flags['no-remote']) await this.#addRemote(flags.remote, app, api.url)
    return app
  }

  async #setBuildpack(api: Controller, app: string, buildpack: string): Promise<void> {
    await action(this.surroundings, `Setting the buildpack of ${app} to ${buildpack}`, () =>
      api.buildpacks.replace(app, { updates: [{ buildpack }] }),
    )
  }

  async #addRemote(name: string, app: App, controllerUrl: string): Promise<void> {
    if (!(await isInGitRepository(this.surroundings))) return
    await prepareRepository(this.surroundings, { controllerUrl, remoteUrl: app.git_url })
    const existing = await addGitRemote(this.surroundings, { name, url: app.git_url })
    if (!existing) this.say(`Git remote ${name} added`)
    else
      this.say(
        `The git remote ${name} stays at ${existing.url}. \`qp git:remote -a ${app.name}\` changes it.`,
      )
  }
}

function withoutUndefined({
  name,
  stack,
}: {
  name: string | undefined
  stack: string | undefined
}): AppCreate {
  return { ...(name === undefined ? {} : { name }), ...(stack === undefined ? {} : { stack }) }
}
