import { Flags } from '@oclif/core'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { parsePortPairs } from '../../lib/forward/port-pairs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PsForward extends QpCommand {
  static override description =
    `lead ports of this machine to ports of a dyno that runs, until Ctrl-C or the dyno's end

PORT is the same here and in the dyno, LOCAL:REMOTE another one here; 0 here is any that is free. Several go by commas. Only this
machine can connect, and in the dyno only what listens on 0.0.0.0 is reached.`
  static override examples = [
    '$ qp ps:forward 5000 -a blog',
    '$ qp ps:forward 8080:5000,9090:9000 -d web.2 -a blog',
  ]
  /** It has no answer. */
  static override enableJsonFlag = false
  static override args = { port: requiredArgument('PORT or LOCAL:REMOTE; several by commas') }
  static override flags = {
    ...appFlag,
    dyno: Flags.string({ char: 'd', description: 'to which dyno', default: 'web.1' }),
    localPort: Flags.string({
      char: 'p',
      description: 'port here, where PORT names none; several by commas',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(PsForward)
    const pairs = parsePortPairs(args.port, flags.localPort)
    const { api, app } = await this.appContext(flags)
    const { forwardPorts } = await import('../../lib/forward/forward-ports.ts')
    const { dyno } = flags
    return forwardPorts({ api, app, dyno, pairs, terminal: this.terminal, say: (text) => this.say(text) })
  }
}
