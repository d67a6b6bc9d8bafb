import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { configDir } from '../../lib/config-dir.ts'
import { connectWithToken, networkFor } from '../../lib/connect.ts'
import { controllerUrl } from '../../lib/controller-url.ts'
import { fileTokenStore, findToken } from '../../lib/credentials.ts'
import { checkSslVerify, passwordFlags, sslVerifyFlag } from '../../lib/deis-login-flags.ts'
import { UsageError } from '../../lib/errors.ts'
import { logInByPassword } from '../../lib/login.ts'
import { readNewPassword } from '../../lib/new-password.ts'
import { askText } from '../../lib/prompt.ts'
import { QpCommand } from '../../lib/qp-command.ts'

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
    const account = await action(this.surroundings, `Registering ${email}`, () =>
      this.#register(url, { email, password }),
    )
    if (flags.login === 'true') {
      await logInByPassword(this.surroundings, url, { email, password })
      this.say(`Logged in to ${url} as ${email}`)
    }
    return account
  }

  async #askEmail(): Promise<string> {
    if (this.terminal.isTTY.stdin && this.terminal.isTTY.stderr) return askText(this.terminal, 'Email:')
    throw new UsageError('there is no terminal to ask for an email address in. Add --email EMAIL.')
  }

  /** As an admin where one is logged in: some controllers let only them. */
  async #register(url: string, login: { email: string; password: string }) {
    const { env } = this.surroundings
    const token = await findToken(env, fileTokenStore(configDir(env)), url)
    const api = await connectWithToken(url, token, await networkFor(this.surroundings, url))
    return api.account.register(login)
  }
}
