import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { withoutNames } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TagsUnset extends QpCommand {
  static override description = 'no longer ask for tags of the nodes that run the dynos of an app'
  static override examples = ['$ qp tags:unset rack -a blog']
  static override args = { names: requiredRestArgument('names of tags') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(TagsUnset)
    const none = withoutNames(args.names)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing tags on ${app}`, () => api.tags.update(app, none))
  }
}
