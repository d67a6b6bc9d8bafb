import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { changeBuildpacks, describeNextBuild, withRemoved } from '../../lib/buildpacks.ts'
import { UsageError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildpacksRemove extends QpCommand {
  static override description = 'take one of its buildpacks from an app'
  static override examples = [
    '$ qp buildpacks:remove heroku/nodejs -a blog',
    '$ qp buildpacks:remove -i 2 -a blog',
  ]
  static override args = { buildpack: optionalArgument('its name or address') }
  static override flags = {
    ...appFlag,
    index: Flags.integer({ char: 'i', description: 'its place in the list, from 1', min: 1 }),
  }

  async run() {
    const { args, flags } = await this.parse(BuildpacksRemove)
    const which = chooseOne(args.buildpack, flags.index)
    const { api, app } = await this.appContext(flags)
    const installed = await action(this.surroundings, `Removing a buildpack from ${app}`, () =>
      changeBuildpacks(api, app, (names) => withRemoved(names, which)),
    )
    this.say(await describeNextBuild(api, app, installed))
    return installed
  }
}

function chooseOne(buildpack: string | undefined, index: number | undefined): string | number {
  const which = buildpack ?? index
  if (which !== undefined && (buildpack === undefined || index === undefined)) return which
  throw new UsageError('Name a buildpack, or its place by --index, and not both.')
}
