import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class WhitelistList extends QpCommand {
  static override description = 'list the addresses that may reach an app'
  static override hiddenAliases = ['whitelist:list']
  static override examples = ['$ qp whitelist -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(WhitelistList)
    const { api, app } = await this.appContext(flags)
    const whitelist = await api.whitelist.get(app)
    if (whitelist.addresses.length === 0) {
      this.sayNone(
        `${app} has no whitelist: every address may reach it. \`qp whitelist:add\` names those that may.`,
      )
      return whitelist
    }
    const heading = renderHeading(`${app} Whitelisted Addresses`, colours(this.terminal.colour.stdout))
    this.log(`${heading}\n\n${whitelist.addresses.join('\n')}`)
    return whitelist
  }
}
