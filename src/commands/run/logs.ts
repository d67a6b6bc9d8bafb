import { Flags } from '@oclif/core'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { type LogEntry, parseLogLine, renderLogLine } from '../../lib/log-line.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { tailUntilExit } from '../../lib/run-tail.ts'

export default class RunLogs extends QpCommand {
  static override description =
    "show what a detached one-off dyno wrote, and what became of it; a session's output was shown where it ran"
  static override examples = ['$ qp run:logs run.1234', '$ qp run:logs run.1234 --tail']
  static override args = { dyno: requiredArgument('its name, as `qp run:list --all` shows it') }
  static override flags = {
    ...appFlag,
    num: Flags.integer({ char: 'n', description: 'how many lines', default: 1500, min: 0, max: 1500 }),
    tail: Flags.boolean({ char: 't', description: 'follow it until it ends, and exit with its code' }),
  }

  async run() {
    const { args, flags } = await this.parse(RunLogs)
    const { api, app } = await this.appContext(flags)
    const run = await api.runs.get(app, args.dyno)
    const seen: LogEntry[] = []
    const show = (line: string) => {
      seen.push(parseLogLine(line))
      this.log(renderLogLine(line, this.terminal.colour.stdout))
    }
    if (flags.tail && run.ended_at === null) await tailUntilExit({ api, app }, run.dyno.name, show)
    else for await (const line of api.logs.read(app, { dyno: run.dyno.name, lines: flags.num })) show(line)
    return seen
  }
}
