import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { withoutNames } from '../../lib/pairs.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TagsUnset extends QpCommand {
  static override description = 'no longer ask for tags of the nodes that run the dynos of an app'
  static override examples = ['$ qp tags:unset rack -a blog']
  static override args = { names: requiredRestArgument('names of tags') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(TagsUnset)
    const asked = Object.keys(withoutNames(args.names))
    const { api, app } = await this.appContext(flags)
    const before = await api.tags.get(app)
    const names = presentAmong(asked, Object.keys(before.tags), (name, near) =>
      this.say(`Warning: ${name} is no tag of ${app}.${near}`),
    )
    if (names.length === 0) return before
    return action(this.surroundings, `Removing tags on ${app}`, () =>
      api.tags.update(app, withoutNames(names)),
    )
  }
}
