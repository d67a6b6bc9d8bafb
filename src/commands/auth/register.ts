import { Flags } from '@oclif/core'
import { dialects } from '../../api-client/dialect.ts'
import { action } from '../../lib/action.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { connectWithToken, networkFor } from '../../lib/connect.ts'
import { controllerUrl } from '../../lib/controller-url.ts'
import { findToken } from '../../lib/credentials.ts'
import { checkSslVerify, passwordFlags, sslVerifyFlag } from '../../lib/deis-login-flags.ts'
import { UsageError } from '../../lib/errors.ts'
import type { RemoteController } from '../../lib/git-remote.ts'
import { renderLoggedIn } from '../../lib/logged-in.ts'
import { dialectFor, logInByPassword, type PasswordLogin } from '../../lib/login.ts'
import { readNewPassword } from '../../lib/new-password.ts'
import { askText } from '../../lib/prompt.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { tokenStore } from '../../lib/token-store.ts'

export default class AuthRegister extends QpCommand {
  static override description = 'make an account on a controller that lets you, and log in to it'
  static override hiddenAliases = ['register']
  static override examples = [
    '$ qp auth:register https://qp.example.com',
    '$ qp auth:register https://qp.example.com --email ann@example.com --password-file - < password',
  ]
  static override args = { controller: requiredArgument('address of the controller') }
  static override flags = {
    ...passwordFlags,
    ...sslVerifyFlag,
    email: Flags.string({ description: 'who you are' }),
    username: Flags.string({
      description: "Deis's; the email address where --email is not given",
      hidden: true,
    }),
    dialect: Flags.option({
      options: dialects,
      description: 'what the controller speaks; without, it is asked',
    })(),
    login: Flags.string({ description: 'log in to it too', options: ['true', 'false'], default: 'true' }),
  }

  async run() {
    const { args, flags } = await this.parse(AuthRegister)
    checkSslVerify(flags['ssl-verify'])
    const url = controllerUrl(args.controller)
    const email = flags.email ?? flags.username ?? (await this.#askEmail())
    const password = await readNewPassword(this.surroundings, {
      given: flags.password,
      path: flags['password-file'],
      question: 'Password:',
      flag: '--password-file',
    })
    const target = { url, dialect: await dialectFor(this.surroundings, { url, dialect: flags.dialect }) }
    // Deis's command has both: there the name is who they are.
    const login = { email: target.dialect === 'platform' ? email : (flags.username ?? email), password }
    const account = await action(this.surroundings, `Registering ${login.email}`, () =>
      this.#register(target, login),
    )
    if (flags.login === 'true') {
      const loggedIn = await logInByPassword(this.surroundings, target, login)
      for (const line of renderLoggedIn(loggedIn)) this.say(line)
    }
    return account
  }

  async #askEmail(): Promise<string> {
    if (this.terminal.isTTY.stdin && this.terminal.isTTY.stderr) return askText(this.terminal, 'Email:')
    throw new UsageError('there is no terminal to ask for an email address in. Add --email EMAIL.')
  }

  /** As an admin where one is logged in: some controllers let only them. */
  async #register(target: RemoteController, login: PasswordLogin) {
    const { env } = this.surroundings
    const token = await findToken(env, tokenStore(env), target.url)
    const api = await connectWithToken(this.surroundings, target, {
      token,
      network: await networkFor(this.surroundings, target.url),
    })
    return api.account.register(login)
  }
}
