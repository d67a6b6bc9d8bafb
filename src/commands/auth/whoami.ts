import { Flags } from '@oclif/core'
import type { Account } from '../../api-types/account.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderFields } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class AuthWhoami extends QpCommand {
  static override description = 'show who you are logged in as'
  static override examples = ['$ qp auth:whoami', '$ qp auth:whoami --all']
  static override hiddenAliases = ['whoami']
  static override flags = {
    ...controllerFlag,
    all: Flags.boolean({ description: 'show all that is known of you' }),
  }

  async run() {
    const { flags } = await this.parse(AuthWhoami)
    const api = await this.connect(flags)
    const account = await api.account.get()
    this.log(flags.all ? renderAccount(account, this.terminal) : account.email)
    return account
  }
}

function renderAccount(account: Account, { colour }: Terminal): string {
  const { id, email, address, admin, created_at } = account
  const known = address === undefined ? { Email: email } : { Username: email, Email: address }
  const fields = { ID: id, ...known, Admin: admin ? 'yes' : 'no', 'Created at': created_at }
  return renderFields(fields, colours(colour.stdout))
}
