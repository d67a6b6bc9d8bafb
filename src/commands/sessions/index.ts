import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class SessionsList extends QpCommand {
  static override description = 'list where you are logged in by password'
  static override hiddenAliases = ['sessions:list']
  static override examples = ['$ qp sessions']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(SessionsList)
    const api = await this.connect(flags)
    const all = (await api.oauthSessions.list()).toSorted((a, b) => (a.description < b.description ? -1 : 1))
    if (all.length === 0) this.sayNone('You have no login sessions. `qp login` makes one.')
    else
      this.log(
        renderTable(
          all,
          [
            { header: 'Description', isWhole: false, value: (it) => it.description },
            { header: 'ID', isWhole: true, value: (it) => it.id },
          ],
          this.terminal,
        ),
      )
    return all
  }
}
