import { Flags } from '@oclif/core'
import { optionalArgument } from '../lib/app-flag.ts'
import { configDir } from '../lib/config-dir.ts'
import { controllerUrl } from '../lib/controller-url.ts'
import { checkSslVerify, passwordFlags, sslVerifyFlag } from '../lib/deis-login-flags.ts'
import { UsageError, UserError } from '../lib/errors.ts'
import { createToken, type LoginOptions, rememberLogin } from '../lib/login.ts'
import { readPassword } from '../lib/new-password.ts'
import { readProfiles } from '../lib/profiles.ts'
import { askText } from '../lib/prompt.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { readSecretFile } from '../lib/secret-file.ts'

interface LoginFlags {
  email?: string | undefined
  password?: string | undefined
  'password-file'?: string | undefined
}

export default class Login extends QpCommand {
  static override description = 'log in to a controller'
  static override hiddenAliases = ['auth:login']
  static override examples = [
    '$ qp login https://qp.example.com',
    '$ qp login https://staging.example.com --name staging',
    '$ qp login http://127.0.0.1:5005 --token-file admin-token',
    '$ qp login https://qp.example.com --email ci@example.com --password-file - < password',
    '$ qp login https://qp.corp.example --ca-file corp-ca.pem',
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
    'ca-file': Flags.string({
      description:
        'file of certificates (PEM) to trust for this controller, instead of the usual authorities',
    }),
    docker: Flags.string({
      description: 'the Docker Engine that `qp run` goes straight to, as its --docker; an empty one: none',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(Login)
    checkSslVerify(flags['ssl-verify'])
    if (flags.browser !== undefined)
      throw new UsageError('qp asks for a password here, not in a browser. Leave --browser away.')
    const url = controllerUrl(args.url ?? (await this.#lastUrl()))
    const options = {
      url,
      name: flags.name,
      caFile: this.#caFileFor(url, flags['ca-file']),
      docker: flags.docker,
    }
    const path = flags['token-file']
    const token = path === undefined ? await this.#createToken(options, flags) : await this.#readToken(path)
    const login = { ...options, token, isTokenOurs: path === undefined }
    const { profile, isGitReady } = await rememberLogin(this.surroundings, login)
    this.say(`Logged in to ${url} as ${profile.email}`)
    if (!isGitReady)
      this.say('git could not be told of it: it will ask for a password, which is `qp auth:token`.')
    return profile
  }

  async #lastUrl(): Promise<string> {
    const { env } = this.surroundings
    const { current, all } = await readProfiles(configDir(env))
    const url = env['QP_URL'] ?? all.find((it) => it.name === current)?.url
    if (url) return url
    throw new UsageError('no controller named. Write it like `qp login https://qp.example.com`.')
  }

  #caFileFor(url: string, caFile: string | undefined): string | undefined {
    if (caFile === undefined || url.startsWith('https:')) return caFile
    throw new UsageError(`--ca-file is about certificates, and ${url} has none.`)
  }

  async #createToken(
    options: LoginOptions,
    flags: LoginFlags & { 'expires-in'?: number | undefined },
  ): Promise<string> {
    const login = await this.#readLogin(options.url, flags)
    return createToken(this.surroundings, options, login, flags['expires-in'])
  }

  async #readLogin(url: string, flags: LoginFlags): Promise<{ email: string; password: string }> {
    const { email, password: given, 'password-file': path } = flags
    const isKnown = email !== undefined && (given ?? path) !== undefined
    if (!isKnown && (!this.terminal.isTTY.stdin || !this.terminal.isTTY.stderr))
      throw new UsageError('there is no terminal to ask for a password in. Add --token-file FILE.')
    if (!isKnown) this.say(`Log in to ${url}`)
    const source = { given, path, question: 'Password:', flag: '--password-file' }
    return {
      email: email ?? (await askText(this.terminal, 'Email:')),
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
