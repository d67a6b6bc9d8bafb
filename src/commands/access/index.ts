import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class AccessList extends QpCommand {
  static override description = 'list who may work on an app'
  static override examples = ['$ qp access -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(AccessList)
    const { api, app } = await this.appContext(flags)
    const people = (await api.collaborators.list(app)).toSorted((a, b) =>
      a.user.email < b.user.email ? -1 : 1,
    )
    this.log(
      renderTable(
        people,
        [
          { header: 'Email', value: ({ user }) => user.email },
          { header: 'Role', value: ({ role }) => role },
          { header: 'Permissions', value: ({ permissions }) => permissions.map((it) => it.name).join(', ') },
        ],
        this.terminal,
      ),
    )
    return people
  }
}
