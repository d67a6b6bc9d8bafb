import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { changeBuildpacks, describeNextBuild, withReplaced } from '../../lib/buildpacks.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildpacksSet extends QpCommand {
  static override description = 'set a buildpack of an app: the first, or the one at --index'
  static override examples = [
    '$ qp buildpacks:set heroku/nodejs -a blog',
    '$ qp buildpacks:set https://github.com/heroku/heroku-buildpack-ruby -i 2 -a blog',
  ]
  static override args = {
    buildpack: requiredArgument('a name such as heroku/nodejs, or the address of a git repository'),
  }
  static override flags = {
    ...appFlag,
    index: Flags.integer({ char: 'i', description: 'which one to replace, from 1', min: 1 }),
  }

  async run() {
    const { args, flags } = await this.parse(BuildpacksSet)
    const { api, app } = await this.appContext(flags)
    const installed = await action(this.surroundings, `Setting the buildpack of ${app}`, () =>
      changeBuildpacks(api, app, (names) => withReplaced(names, args.buildpack, flags.index ?? 1)),
    )
    this.say(await describeNextBuild(api, app, installed))
    return installed
  }
}
