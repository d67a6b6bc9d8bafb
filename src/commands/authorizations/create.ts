import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { renderAuthorization } from '../../lib/authorization-info.ts'
import { parseCommaList } from '../../lib/comma-list.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthorizationsCreate extends QpCommand {
  static override description =
    'make a token, which is shown this once: for CI, or for less than you may do yourself. ' +
    'Scopes: global, identity (who you are), read and write (apps without their config vars), read-protected and write-protected (with them).'
  static override summary = 'make a token'
  static override examples = [
    '$ qp authorizations:create -d "CI of blog" -s write-protected',
    '$ export QP_API_KEY="$(qp authorizations:create -d deploy -e 3600 --short)"',
  ]
  static override flags = {
    ...controllerFlag,
    description: Flags.string({ char: 'd', description: 'what it is for' }),
    'expires-in': Flags.integer({ char: 'e', description: 'seconds until it expires', min: 1 }),
    scope: Flags.string({ char: 's', description: 'what it may be used for: global, or read,write …' }),
    short: Flags.boolean({ char: 'S', description: 'show the token and nothing else' }),
  }

  async run() {
    const { flags } = await this.parse(AuthorizationsCreate)
    const api = await this.connect(flags)
    const { description, scope, 'expires-in': expires_in } = flags
    const made = await action(this.surroundings, 'Creating OAuth Authorization', () =>
      api.authorizations.create({
        ...(description === undefined ? {} : { description }),
        ...(expires_in === undefined ? {} : { expires_in }),
        ...(scope === undefined ? {} : { scope: parseCommaList(scope) }),
      }),
    )
    this.log(flags.short ? made.access_token.token : renderAuthorization(made, this.terminal))
    return made
  }
}
