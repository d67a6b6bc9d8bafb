import { appFlag } from '../../lib/app-flag.ts'
import { renderPairs } from '../../lib/pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class TagsList extends QpCommand {
  static override description =
    'show which tags a node must have to run the dynos of an app, and which nodes do'
  static override hiddenAliases = ['tags:list']
  static override examples = ['$ qp tags -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(TagsList)
    const { api, app } = await this.appContext(flags)
    const answer = await api.tags.get(app)
    const text = renderPairs(answer.tags, this.terminal)
    if (text) this.log(text)
    else this.sayNone(`No tags on ${app}: it runs on any node. \`qp tags:set rack=…\` sets one.`)
    const matching = answer.nodes.filter((it) => it.matches).map((it) => it.name)
    // A Deis controller tells of none.
    if (answer.nodes.length > 0)
      this.say(`Nodes that match: ${matching.join(', ') || 'none'}, of ${answer.nodes.length}.`)
    return answer
  }
}
