import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DrainsAdd extends QpCommand {
  static override summary = 'send the log of an app somewhere too'
  static override description =
    'send the log of an app somewhere too: to a syslog server by syslog://HOST:PORT, syslog+tls://HOST:PORT or ' +
    "syslog+udp://HOST:PORT, or in batches to https://… or http://…. It is sent in Heroku's format, from the next line on."
  static override examples = [
    '$ qp drains:add syslog://logs.example.com:514 -a blog',
    '$ qp drains:add https://user:password@logs.example.com/drain -a blog',
  ]
  static override args = { url: requiredArgument('where to send it') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(DrainsAdd)
    const { api, app } = await this.appContext(flags)
    const drain = await api.drains.add(app, { url: args.url })
    this.log(`Successfully added drain ${drain.url}`)
    return drain
  }
}
