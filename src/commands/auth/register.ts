import { Flags } from '@oclif/core'
import type { Registration } from '../../api-client/controller.ts'
import { type Dialect, dialects } from '../../api-client/dialect.ts'
import { action } from '../../lib/action.ts'
import { requiredArgument } from '../../lib/app-flag.ts'
import { caFileFlag, caFileFor } from '../../lib/ca-file-flag.ts'
import { connectWithToken } from '../../lib/connect.ts'
import { controllerUrl } from '../../lib/controller-url.ts'
import { findToken } from '../../lib/credentials.ts'
import { checkSslVerify, passwordFlags, sslVerifyFlag } from '../../lib/deis-login-flags.ts'
import { UsageError } from '../../lib/errors.ts'
import type { RemoteController } from '../../lib/git-remote.ts'
import { renderLoggedIn } from '../../lib/logged-in.ts'
import { dialectFor, type LoginOptions, logInByPassword, networkOf } from '../../lib/login.ts'
import { readNewPassword } from '../../lib/new-password.ts'
import { askText } from '../../lib/prompt.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { tokenStore } from '../../lib/token-store.ts'

interface WhoFlags {
  email?: string | undefined
  username?: string | undefined
  password?: string | undefined
  'password-file'?: string | undefined
}

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
    ...caFileFlag,
    name: Flags.string({ description: 'what to call it, for -c' }),
    email: Flags.string({ description: 'who you are' }),
    username: Flags.string({ description: 'who you are on a Deis controller; without, the email address' }),
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
    const named = { url, name: flags.name, caFile: caFileFor(url, flags['ca-file']), dialect: flags.dialect }
    this.#checkTerminal(flags)
    const target = { ...named, dialect: await dialectFor(this.surroundings, named) }
    const who = await this.#askWho(target.dialect, flags)
    const password = await readNewPassword(this.surroundings, {
      given: flags.password,
      path: flags['password-file'],
      question: 'Password:',
      flag: '--password-file',
    })
    const account = await action(this.surroundings, `Registering ${who.email}`, () =>
      this.#register(target, { ...who, password }),
    )
    if (flags.login === 'true') {
      const loggedIn = await logInByPassword(this.surroundings, target, { email: who.email, password })
      for (const line of renderLoggedIn(loggedIn)) this.say(line)
    }
    return account
  }

  get #canAsk(): boolean {
    return this.terminal.isTTY.stdin && this.terminal.isTTY.stderr
  }

  /** Before the controller is asked anything: where nobody can type, there is no use in going on. */
  #checkTerminal({ email, username, password, 'password-file': path }: WhoFlags): void {
    if (this.#canAsk) return
    const missing = 'there is no terminal to ask for'
    if ((email ?? username) === undefined)
      throw new UsageError(`${missing} an email address in. Add --email EMAIL.`)
    if ((password ?? path) === undefined)
      throw new UsageError(`${missing} a password in. Add --password-file FILE.`)
  }

  /** On a Deis controller the name is who they are, and an address may be one. */
  async #askWho(dialect: Dialect, { email, username }: WhoFlags): Promise<Omit<Registration, 'password'>> {
    if (dialect === 'platform')
      return { email: email ?? username ?? (await askText(this.terminal, 'Email:')) }
    const name = username ?? email ?? (await askText(this.terminal, 'Username:'))
    if (name.includes('@')) return { email: name, address: email ?? name }
    const address = email ?? (this.#canAsk ? await askText(this.terminal, 'Email:') : '')
    return address === '' ? { email: name } : { email: name, address }
  }

  /** As an admin where one is logged in: some controllers let only them. */
  async #register(target: LoginOptions & RemoteController, registration: Registration) {
    const { env } = this.surroundings
    const token = await findToken(env, tokenStore(env), target.url)
    const network = await networkOf(this.surroundings, target)
    const api = await connectWithToken(this.surroundings, target, { token, network })
    return api.account.register(registration)
  }
}
