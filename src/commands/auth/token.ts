import { controllerFlag } from '../../lib/app-flag.ts'
import { findToken } from '../../lib/credentials.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { tokenStore } from '../../lib/token-store.ts'

export default class AuthToken extends QpCommand {
  static override description = 'show the token in use'
  static override examples = ['$ export QP_URL=https://qp.example.com QP_API_KEY="$(qp auth:token)"']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(AuthToken)
    const { env } = this.surroundings
    const { url } = await this.connect(flags)
    const token = (await findToken(env, tokenStore(env), url)) ?? ''
    this.log(token)
    return { url, token }
  }
}
