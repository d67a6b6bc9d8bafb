import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { changeBuildpacks, describeNextBuild, withInserted } from '../../lib/buildpacks.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildpacksAdd extends QpCommand {
  static override description = 'add a buildpack to those of an app'
  static override examples = [
    '$ qp buildpacks:add heroku/nodejs -a blog',
    '$ qp buildpacks:add heroku/nodejs -i 1 -a blog',
  ]
  static override args = {
    buildpack: requiredArgument('a name such as heroku/nodejs, or the address of a git repository'),
  }
  static override flags = {
    ...appFlag,
    index: Flags.integer({
      char: 'i',
      description: 'where to put it, from 1; without, behind the others',
      min: 1,
    }),
  }

  async run() {
    const { args, flags } = await this.parse(BuildpacksAdd)
    const { api, app } = await this.appContext(flags)
    const installed = await action(
      this.surroundings,
      `Adding the buildpack ${args.buildpack} to ${app}`,
      () => changeBuildpacks(api, app, (names) => withInserted(names, args.buildpack, flags.index)),
    )
    this.say(await describeNextBuild(api, app, installed))
    return installed
  }
}
