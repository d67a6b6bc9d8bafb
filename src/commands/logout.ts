import { controllerFlag } from '../lib/app-flag.ts'
import { configDir } from '../lib/config-dir.ts'
import { UserError } from '../lib/errors.ts'
import { forgetLogin, revokeToken } from '../lib/logout.ts'
import { readProfiles } from '../lib/profiles.ts'
import { QpCommand } from '../lib/qp-command.ts'

export default class Logout extends QpCommand {
  static override description = 'log out: forget the controller, and revoke the token if logging in made it'
  static override hiddenAliases = ['auth:logout']
  static override examples = ['$ qp logout', '$ qp logout -c staging']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(Logout)
    const api = await this.connect(flags)
    const { all } = await readProfiles(configDir(this.surroundings.env))
    const profile = all.find((it) => it.url === api.url)
    if (!profile) {
      const hint = 'Unset QP_URL and QP_API_KEY to do without them.'
      throw new UserError(`not logged in to ${api.url} but by QP_API_KEY.`, { code: 'not_logged_in', hint })
    }
    const failure = profile.isTokenOurs ? await revokeToken(api) : undefined
    await forgetLogin(this.surroundings, profile)
    if (failure) this.say(`The token could not be revoked and stays valid: ${failure}`)
    this.say(`Logged out of ${profile.url}`)
    return profile
  }
}
