import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import { action } from '../../lib/action.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { rememberRotated } from '../../lib/rotated-token.ts'

export default class AuthRegenerate extends QpCommand {
  static override summary = 'replace the token in use by another'
  static override description =
    'replace the token in use by another; or, as an admin, end all tokens of a user or of everybody, who then log in again. What is open by them is closed.'
  static override examples = [
    '$ qp auth:regenerate',
    '$ qp auth:regenerate --username ann@example.com',
    '$ qp auth:regenerate --all',
  ]
  static override flags = {
    ...controllerFlag,
    username: Flags.string({
      char: 'u',
      description: 'whose, by email address (for admins)',
      aliases: ['email'],
    }),
    all: Flags.boolean({ description: "everybody's (for admins)", exclusive: ['username'] }),
  }

  async run() {
    const { flags } = await this.parse(AuthRegenerate)
    const api = await this.connect(flags)
    const { email } = await api.account.get()
    const isOwn = flags.username === undefined || flags.username === email
    const whose = flags.all ? 'everybody' : (flags.username ?? email)
    const { users, token } = await action(
      this.surroundings,
      `Regenerating the tokens of ${whose}`,
      async () => {
        const ended = flags.all || !isOwn ? await api.users.revokeTokens(flags.username) : []
        const users = flags.all || !isOwn ? ended.map((it) => it.email) : [email]
        return { users, token: isOwn ? await this.#rotate(api) : null }
      },
    )
    if (token !== null) this.log(token)
    return { url: api.url, users, token }
  }

  /** Gives the token back where only its user can put it in the place of the one before. */
  async #rotate(api: Controller): Promise<string | null> {
    const rotated = await api.authorizations.rotate('~')
    const isByEnvironment = await rememberRotated(this.surroundings, api.url, rotated)
    return isByEnvironment ? rotated.access_token.token : null
  }
}
