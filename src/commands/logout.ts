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
    const { env } = this.surroundings
    const { all } = await readProfiles(configDir(env))
    const named = [flags.controller, env['QP_CONTROLLER'], env['QP_URL'], env['QP_API_KEY']]
    if (all.length === 0 && !named.some(Boolean)) return this.#beDone()
    const api = await this.connect(flags)
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

  /** Scripts log out to begin with: who is not logged in has what they asked for, as with heroku and deis. */
  #beDone() {
    this.say('Not logged in to any controller.')
    return { url: null }
  }
}
