import { permsFlags } from '../../lib/admin-flag.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PermsList extends QpCommand {
  static override description = 'list who works on an app beside its owner; or the admins of the controller'
  static override hiddenAliases = ['perms:list', 'sharing', 'sharing:list']
  static override examples = ['$ qp perms -a blog', '$ qp perms --admin']
  static override flags = { ...permsFlags, ...listLimitFlag }

  async run() {
    const { flags } = await this.parse(PermsList)
    const people = (await (flags.admin ? this.#listAdmins(flags) : this.#listCollaborators(flags))).slice(
      0,
      flags.limit,
    )
    const emails = people.map((it) => ('user' in it ? it.user.email : it.email)).sort()
    if (emails.length > 0) this.log(emails.join('\n'))
    return people
  }

  async #listAdmins(flags: { controller?: string | undefined }) {
    const api = await this.connect(flags)
    return (await api.users.list()).filter((it) => it.admin)
  }

  async #listCollaborators(flags: { app?: string | undefined; remote?: string | undefined }) {
    const { api, app } = await this.appContext(flags)
    return (await api.collaborators.list(app)).filter((it) => it.role !== 'owner')
  }
}
