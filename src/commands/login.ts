import { Flags } from '@oclif/core'
import { type Dialect, dialects } from '../api-client/dialect.ts'
import { optionalArgument } from '../lib/app-flag.ts'
import { caFileFlag, caFileFor } from '../lib/ca-file-flag.ts'
import { configDir } from '../lib/config-dir.ts'
import { controllerUrl } from '../lib/controller-url.ts'
import { checkSslVerify, passwordFlags, sslVerifyFlag } from '../lib/deis-login-flags.ts'
import { UsageError, UserError } from '../lib/errors.ts'
import { importLogins } from '../lib/import-logins.ts'
import { renderLoggedIn } from '../lib/logged-in.ts'
import {
  dialectFor,
  type LoginOptions,
  logInByPassword,
  type PasswordLogin,
  type Remembered,
  rememberLogin,
} from '../lib/login.ts'
import { readPassword } from '../lib/new-password.ts'
import { readProfiles } from '../lib/profiles.ts'
import { askText } from '../lib/prompt.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { readSecretFile } from '../lib/secret-file.ts'

interface PasswordFlags {
  email?: string | undefined
  password?: string | undefined
  'password-file'?: string | undefined
}

export default class Login extends QpCommand {
  static override summary = 'log in to a controller'
  static override description =
    "log in to a controller: to qp's own, to Heroku's API, or to that of a Deis or Hephy cluster. Which it is, the controller says."
  static override hiddenAliases = ['auth:login']
  static override examples = [
    '$ qp login https://qp.example.com',
    '$ qp login https://staging.example.com --name staging',
    '$ qp login http://127.0.0.1:5005 --token-file admin-token',
    '$ qp login https://qp.example.com --email ci@example.com --password-file - < password',
    '$ qp login https://qp.corp.example --ca-file corp-ca.pem',
    '$ qp login http://deis.example.com --username jim --dialect deis',
    '$ qp login --import',
  ]
  static override args = { url: optionalArgument('address of the controller; without, the one last used') }
  static override flags = {
    name: Flags.string({ description: 'what to call it, for -c' }),
    email: Flags.string({ description: 'who you are', aliases: ['username'] }),
    ...passwordFlags,
    ...sslVerifyFlag,
    browser: Flags.string({ description: 'refused: qp asks here, not in a browser', hidden: true }),
    interactive: Flags.boolean({
      char: 'i',
      description: 'ask for email and password (which is the default)',
    }),
    'expires-in': Flags.integer({ char: 'e', description: 'seconds until the token expires', min: 1 }),
    'token-file': Flags.string({
      description: 'file with a token, or - for stdin',
      exclusive: ['email', 'interactive', 'expires-in', 'password', 'password-file'],
    }),
    ...caFileFlag,
    dialect: Flags.option({
      options: dialects,
      description: 'what the controller speaks; without, it is asked',
    })(),
    docker: Flags.string({
      description: 'the Docker Engine that `qp run` goes straight to, as its --docker; an empty one: none',
    }),
    import: Flags.boolean({
      description:
        "take over the logins of the deis and heroku programs (~/.deis, ~/.netrc), or the URL's alone",
      exclusive: ['name', 'email', 'token-file', 'password', 'password-file', 'dialect'],
    }),
    yes: Flags.boolean({ description: 'with --import: all that are found, unasked', dependsOn: ['import'] }),
  }

  async run() {
    const { args, flags } = await this.parse(Login)
    checkSslVerify(flags['ssl-verify'])
    if (flags.browser !== undefined)
      throw new UsageError('qp asks for a password here, not in a browser. Leave --browser away.')
    if (flags.import) {
      const url = args.url === undefined ? undefined : controllerUrl(args.url)
      return importLogins(this.surroundings, { url, all: flags.yes })
    }
    const url = controllerUrl(args.url ?? (await this.#lastUrl()))
    const { name, docker, 'token-file': path } = flags
    const named = { url, name, docker, caFile: caFileFor(url, flags['ca-file']), dialect: flags.dialect }
    const given = path === undefined ? undefined : await this.#readToken(path)
    if (given === undefined) this.#checkTerminal(flags)
    const options = { ...named, dialect: await dialectFor(this.surroundings, named) }
    const login =
      given === undefined
        ? await this.#logIn(options, flags)
        : await rememberLogin(this.surroundings, { ...options, token: given, isTokenOurs: false })
    for (const line of renderLoggedIn(login)) this.say(line)
    return login.profile
  }

  async #lastUrl(): Promise<string> {
    const { env } = this.surroundings
    const { current, all } = await readProfiles(configDir(env))
    const url = env['QP_URL'] ?? all.find((it) => it.name === current)?.url
    if (url) return url
    throw new UsageError('no controller named. Write it like `qp login https://qp.example.com`.')
  }

  /** Before anybody is asked anything: where nobody can type, there is no use in going on. */
  #checkTerminal({ email, password, 'password-file': path }: PasswordFlags): void {
    const isKnown = email !== undefined && (password ?? path) !== undefined
    if (!isKnown && (!this.terminal.isTTY.stdin || !this.terminal.isTTY.stderr))
      throw new UsageError('there is no terminal to ask for a password in. Add --token-file FILE.')
  }

  async #logIn(
    options: LoginOptions & { dialect: Dialect },
    flags: PasswordFlags & { 'expires-in'?: number | undefined },
  ): Promise<Remembered> {
    const login = await this.#readLogin(options, flags)
    return logInByPassword(this.surroundings, options, login, flags['expires-in'])
  }

  async #readLogin(
    { url, dialect }: { url: string; dialect: Dialect },
    { email, password: given, 'password-file': path }: PasswordFlags,
  ): Promise<PasswordLogin> {
    if (email === undefined || (given ?? path) === undefined) this.say(`Log in to ${url}`)
    const source = { given, path, question: 'Password:', flag: '--password-file' }
    const question = dialect === 'platform' ? 'Email:' : 'Username:'
    return {
      email: email ?? (await askText(this.terminal, question)),
      password: await readPassword(this.surroundings, source),
    }
  }

  async #readToken(path: string): Promise<string> {
    const token = await readSecretFile(this.surroundings, path)
    if (/^[\x21-\x7e]+$/.test(token)) return token
    throw new UserError(`${path === '-' ? 'stdin' : path} holds no token: one word was expected.`, {
      code: 'no_token',
    })
  }
}
