import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DrainsRemove extends QpCommand {
  static override description = 'stop sending the log of an app somewhere'
  static override examples = [
    '$ qp drains:remove syslog://logs.example.com:514 -a blog',
    '$ qp drains:remove d.01234567-89ab-cdef-0123-456789abcdef -a blog',
  ]
  static override args = { url: requiredArgument("the drain's URL, token or id") }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(DrainsRemove)
    const { api, app } = await this.appContext(flags)
    const drain = await api.drains.remove(app, args.url)
    this.log(`Successfully removed drain ${drain.url}`)
    return drain
  }
}
