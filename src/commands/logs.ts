import { Flags } from '@oclif/core'
import type { LogSessionCreate } from '../api-types/log-session.ts'
import { appFlag } from '../lib/app-flag.ts'
import { chosenDynos, dynoFlags } from '../lib/dyno-flags.ts'
import { harmlessJson } from '../lib/harmless-text.ts'
import { type LogEntry, parseLogLine, renderLogLine } from '../lib/log-line.ts'
import { QpCommand } from '../lib/qp-command.ts'

export default class Logs extends QpCommand {
  static override description =
    'display the logs of an app. With --json an array, with --tail --json one object a line.'
  static override hiddenAliases = ['apps:logs']
  static override examples = [
    '$ qp logs -a blog',
    '$ qp logs -a blog -n 5 -s app -d web.1',
    '$ qp logs -a blog --tail',
  ]
  static override flags = {
    ...appFlag,
    ...dynoFlags,
    num: Flags.integer({
      char: 'n',
      aliases: ['lines'],
      description: 'how many lines',
      default: 100,
      min: 0,
      max: 1500,
    }),
    source: Flags.string({
      char: 's',
      description: 'who wrote them: app, qp (the platform, also heroku), or its router',
    }),
    tail: Flags.boolean({ char: 't', description: 'go on with what is written from now on', default: false }),
    'force-colors': Flags.boolean({
      description: 'colour them in a pipe too, whatever the environment says',
    }),
  }

  async run() {
    const { flags } = await this.parse(Logs)
    const { api, app } = await this.appContext(flags)
    const dyno = chosenDynos(flags)
    const options: LogSessionCreate = {
      lines: flags.num,
      tail: flags.tail,
      ...(flags.source === undefined ? {} : { source: flags.source }),
      ...(dyno === undefined ? {} : { dyno }),
    }
    const seen: LogEntry[] = []
    const colour = flags['force-colors'] || this.terminal.colour.stdout
    for await (const line of api.logs.read(app, options)) {
      this.log(renderLogLine(line, colour))
      if (this.jsonEnabled()) this.#collect(parseLogLine(line), seen, flags.tail)
    }
    return seen
  }

  /** What goes on for ever can't wait for its end to be printed. */
  #collect(entry: LogEntry, seen: LogEntry[], tail: boolean): void {
    if (tail) this.terminal.stdout.write(harmlessJson(JSON.stringify(entry)) + '\n')
    else seen.push(entry)
  }
}
