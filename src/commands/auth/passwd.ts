import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import { action } from '../../lib/action.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { passwordFlags } from '../../lib/deis-login-flags.ts'
import { readNewPassword, readPassword } from '../../lib/new-password.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthPasswd extends QpCommand {
  static override summary = 'change your password'
  static override description =
    "change your password, or another user's as an admin. Logins by the one before end, but not the one in use; other tokens stay."
  static override hiddenAliases = ['passwd']
  static override examples = [
    '$ qp auth:passwd',
    '$ qp auth:passwd --username ann@example.com --new-password-file - < password',
  ]
  static override flags = {
    ...controllerFlag,
    ...passwordFlags,
    username: Flags.string({ description: 'whose, by email address (for admins)', aliases: ['email'] }),
    'new-password': Flags.string({ description: 'the new one, where others may see it', hidden: true }),
    'new-password-file': Flags.string({
      description: 'file with the new password, or - for stdin; otherwise it is asked for',
      exclusive: ['new-password'],
    }),
  }

  async run() {
    const { flags } = await this.parse(AuthPasswd)
    const api = await this.connect(flags)
    const me = await api.account.get()
    const isOwn = flags.username === undefined || flags.username === me.email
    const current = isOwn ? await this.#readCurrent(flags) : ''
    const new_password = await readNewPassword(this.surroundings, {
      given: flags['new-password'],
      path: flags['new-password-file'],
      question: 'New password:',
      flag: '--new-password-file',
    })
    const whose = isOwn ? me.email : (flags.username ?? '')
    return action(this.surroundings, `Changing the password of ${whose}`, () =>
      isOwn ? changeOwn(api, current, new_password) : api.users.update(whose, { new_password }),
    )
  }

  /** An empty one for who has none yet, and where nobody can be asked: the controller knows whether it is needed. */
  async #readCurrent(flags: {
    password?: string | undefined
    'password-file'?: string | undefined
  }): Promise<string> {
    const { password: given, 'password-file': path } = flags
    const { isTTY } = this.terminal
    if ((given ?? path) === undefined && !(isTTY.stdin && isTTY.stderr)) return ''
    const question = 'Current password (Enter where there is none yet):'
    return readPassword(this.surroundings, { given, path, question, flag: '--password-file' })
  }
}

function changeOwn(api: Controller, password: string, new_password: string) {
  return api.account.changePassword({ ...(password === '' ? {} : { password }), new_password })
}
