import type { Authorization } from '../../api-types/authorization.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { type Column, renderTable } from '../../lib/table.ts'

export default class AuthorizationsList extends QpCommand {
  static override description = 'list your tokens'
  static override hiddenAliases = ['authorizations:list']
  static override examples = ['$ qp authorizations']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(AuthorizationsList)
    const api = await this.connect(flags)
    const all = (await api.authorizations.list()).toSorted((a, b) => (a.description < b.description ? -1 : 1))
    if (all.length === 0) this.sayNone('You have no authorizations. `qp authorizations:create` makes one.')
    else
      this.log(
        renderTable(
          all,
          [
            { header: 'Description', isWhole: false, value: (it) => it.description },
            { header: 'ID', isWhole: true, value: (it) => it.id },
            { header: 'Scope', value: (it) => it.scope.join(',') },
            ...(all.some((it) => it.client) ? [client] : []),
          ],
          this.terminal,
        ),
      )
    return all
  }
}

/** Whose name it is beside one's own. */
const client: Column<Authorization> = { header: 'Client', value: (it) => it.client?.name ?? '' }
