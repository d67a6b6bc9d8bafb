import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TagsSet extends QpCommand {
  static override description =
    'run the dynos of an app only on nodes with these tags. Nodes have those of `qp server --tags` and the labels of their engine.'
  static override examples = ['$ qp tags:set rack=1 ssd=true -a blog']
  static override args = { tags: requiredRestArgument('KEY=VALUE') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(TagsSet)
    const tags = parsePairs(args.tags)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Applying tags on ${app}`, () => api.tags.update(app, tags))
  }
}
