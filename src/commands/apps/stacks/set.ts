import { action } from '../../../lib/action.ts'
import { appFlag, requiredArgument } from '../../../lib/app-flag.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class AppsStacksSet extends QpCommand {
  static override summary = 'set what the next build of an app stands on'
  static override description =
    'set what the next build of an app stands on: container for its Dockerfile or heroku.yml, any other for buildpacks'
  static override hiddenAliases = ['stack:set']
  static override examples = ['$ qp apps:stacks:set container -a blog', '$ qp stack:set bookworm -a blog']
  static override args = { stack: requiredArgument('its name, as `qp stack` lists it') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(AppsStacksSet)
    const { api, app } = await this.appContext(flags)
    const changed = await action(this.surroundings, `Setting the stack of ${app} to ${args.stack}`, () =>
      api.apps.update(app, { build_stack: args.stack }),
    )
    this.say(`\`git push\` makes a release that stands on ${changed.build_stack.name}.`)
    return changed
  }
}
