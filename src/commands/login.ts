import { Flags } from '@oclif/core'
import { optionalArgument } from '../lib/app-flag.ts'
import { configDir } from '../lib/config-dir.ts'
import { controllerUrl } from '../lib/controller-url.ts'
import { UsageError, UserError } from '../lib/errors.ts'
import { createToken, rememberLogin } from '../lib/login.ts'
import { readProfiles } from '../lib/profiles.ts'
import { askSecret, askText } from '../lib/prompt.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { readSecretFile } from '../lib/secret-file.ts'

export default class Login extends QpCommand {
  static override description = 'log in to a controller'
  static override hiddenAliases = ['auth:login']
  static override examples = [
    '$ qp login https://qp.example.com',
    '$ qp login https://staging.example.com --name staging',
    '$ qp login http://127.0.0.1:5005 --token-file admin-token',
  ]
  static override args = { url: optionalArgument('address of the controller; without, the one last used') }
  static override flags = {
    name: Flags.string({ description: 'what to call it, for -c' }),
    email: Flags.string({ description: 'who you are; the password is asked for' }),
    interactive: Flags.boolean({
      char: 'i',
      description: 'ask for email and password (which is the default)',
    }),
    'expires-in': Flags.integer({ char: 'e', description: 'seconds until the token expires', min: 1 }),
    'token-file': Flags.string({
      description: 'file with a token, or - for stdin',
      exclusive: ['email', 'interactive', 'expires-in'],
    }),
  }

  async run() {
    const { args, flags } = await this.parse(Login)
    const url = controllerUrl(args.url ?? (await this.#lastUrl()))
    const path = flags['token-file']
    const token =
      path === undefined
        ? await createToken(url, await this.#askLogin(url, flags.email), flags['expires-in'])
        : await this.#readToken(path)
    const login = { url, token, name: flags.name, isTokenOurs: path === undefined }
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

  async #askLogin(url: string, email: string | undefined): Promise<{ email: string; password: string }> {
    if (!this.terminal.isTTY.stdin || !this.terminal.isTTY.stderr) {
      throw new UsageError('there is no terminal to ask for a password in. Add --token-file FILE.')
    }
    this.say(`Log in to ${url}`)
    return {
      email: email ?? (await askText(this.terminal, 'Email:')),
      password: await askSecret(this.terminal, 'Password:'),
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
