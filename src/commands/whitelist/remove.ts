import { action } from '../../lib/action.ts'
import { isSameNetwork, parseAddresses, whitelistArgument } from '../../lib/addresses.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { presentAmong } from '../../lib/present-among.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class WhitelistRemove extends QpCommand {
  static override description = 'take an address from those that may reach an app'
  static override examples = ['$ qp whitelist:remove 192.0.2.7,10.0.0.0/8 -a blog']
  static override args = { addresses: whitelistArgument }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(WhitelistRemove)
    const asked = parseAddresses(args.addresses)
    const { api, app } = await this.appContext(flags)
    const before = await api.whitelist.get(app)
    const spelled = asked.map((it) => before.addresses.find((known) => isSameNetwork(it, known)) ?? it)
    const addresses = presentAmong(spelled, before.addresses, (address) =>
      this.say(`Warning: ${address} is not on the whitelist of ${app}.`),
    )
    if (addresses.length === 0) return before
    const whitelist = await action(
      this.surroundings,
      `Removing ${addresses.join(', ')} from ${app} whitelist`,
      () => api.whitelist.update(app, { remove: addresses }),
    )
    if (whitelist.addresses.length === 0) this.say(`${app} has no whitelist now: every address may reach it.`)
    return whitelist
  }
}
