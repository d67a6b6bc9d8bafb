import { controllerFlag } from '../../lib/app-flag.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class UsersList extends QpCommand {
  static override description = 'list who may log in to the controller (for its admins)'
  static override hiddenAliases = ['users:list']
  static override examples = ['$ qp users']
  static override flags = { ...controllerFlag, ...listLimitFlag }

  async run() {
    const { flags } = await this.parse(UsersList)
    const api = await this.connect(flags)
    const users = (await api.users.list())
      .toSorted((a, b) => (a.email < b.email ? -1 : 1))
      .slice(0, flags.limit)
    this.log(
      renderTable(
        users,
        [
          { header: 'Email', value: (it) => it.email },
          { header: 'Role', value: (it) => (it.admin ? 'admin' : 'user') },
        ],
        this.terminal,
      ),
    )
    return users
  }
}
