import type { OAuthClient } from '../../api-types/oauth-client.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { type Column, renderTable } from '../../lib/table.ts'

export default class ClientsList extends QpCommand {
  static override description = 'list your OAuth clients: programs that act for users who allow it'
  static override hiddenAliases = ['clients:list']
  static override examples = ['$ qp clients']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(ClientsList)
    const api = await this.connect(flags)
    const all = (await api.oauthClients.list()).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    if (all.length > 0) this.log(renderTable(all, columns, this.terminal))
    else this.sayNone('You have no OAuth clients. `qp clients:create` makes one.')
    return all
  }
}

const columns: readonly Column<OAuthClient>[] = [
  { header: 'Name', value: (it) => it.name },
  { header: 'ID', isWhole: true, value: (it) => it.id },
  { header: 'Redirect URI', isWhole: true, value: (it) => it.redirect_uri },
]
