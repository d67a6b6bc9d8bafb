import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import { action } from '../../lib/action.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { configDir } from '../../lib/config-dir.ts'
import { confirmByName } from '../../lib/confirm.ts'
import { type ControllerFlags, getTarget } from '../../lib/connect.ts'
import { passwordFlags } from '../../lib/deis-login-flags.ts'
import { connectByPassword } from '../../lib/login.ts'
import { forgetLogin } from '../../lib/logout.ts'
import { readPassword } from '../../lib/new-password.ts'
import { readProfiles } from '../../lib/profiles.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthCancel extends QpCommand {
  static override summary = 'remove your account from the controller'
  static override description =
    'remove your account from the controller, with its tokens and its access to apps. One that owns apps stays: give them away or destroy them first.'
  static override examples = [
    '$ qp auth:cancel --confirm ann@example.com',
    '$ qp auth:cancel --username ann@example.com --password-file password --yes',
  ]
  static override flags = {
    ...controllerFlag,
    ...passwordFlags,
    username: Flags.string({
      description: 'whose, by email address: with their password, or as an admin',
      aliases: ['email'],
    }),
    confirm: Flags.string({ description: 'the email address, in place of the question' }),
    yes: Flags.boolean({ description: 'do not ask', exclusive: ['confirm'] }),
  }

  async run() {
    const { flags } = await this.parse(AuthCancel)
    const api = await this.connect(flags)
    const me = await api.account.get()
    const email = flags.username ?? me.email
    const warning = `This removes the account ${email} at ${api.url}.`
    await confirmByName(this.terminal, email, flags.yes ? email : flags.confirm, warning)
    const cancelled = await action(this.surroundings, `Cancelling the account ${email}`, () =>
      this.#cancel(api, email, email === me.email, flags),
    )
    if (email === me.email) await this.#forget(api.url)
    return cancelled
  }

  async #cancel(
    api: Controller,
    email: string,
    isOwn: boolean,
    flags: ControllerFlags & { password?: string | undefined; 'password-file'?: string | undefined },
  ) {
    const { password: given, 'password-file': path } = flags
    if (given === undefined && path === undefined)
      return isOwn ? api.account.cancel() : api.users.remove(email)
    const source = { given, path, question: 'Password:', flag: '--password-file' }
    const password = await readPassword(this.surroundings, source)
    const target = await getTarget(this.surroundings, flags)
    const theirs = await connectByPassword(this.surroundings, target, { email, password })
    return theirs.account.cancel()
  }

  async #forget(url: string): Promise<void> {
    const { all } = await readProfiles(configDir(this.surroundings.env))
    const profile = all.find((it) => it.url === url)
    if (profile) await forgetLogin(this.surroundings, profile)
  }
}
