import { Flags } from '@oclif/core'
import { renderLogLine } from '../../lib/log-line.ts'
import { startDetached } from '../../lib/run-detached.ts'
import { describeOneOff, runArgs, runFlags, withAppHint } from '../../lib/run-flags.ts'
import { tailUntilExit } from '../../lib/run-tail.ts'
import { WordsCommand } from '../../lib/words-command.ts'

export default class RunDetached extends WordsCommand {
  static override description = "run a one-off process in a dyno of its own; its output goes to the app's log"
  static override examples = ['$ qp run:detached ./nightly.sh', '$ qp run:detached --tail ./nightly.sh']
  static override strict = false
  static override args = runArgs
  static override flags = {
    ...runFlags,
    tail: Flags.boolean({ char: 't', description: 'follow its log until it ends' }),
  }

  async run() {
    const { flags, words } = await this.parseWords(RunDetached)
    const request = describeOneOff(words, flags)
    const context = await withAppHint(words, this.appContext(flags))
    const dyno = await startDetached({ ...context, surroundings: this.surroundings }, request, words)
    if (flags.tail)
      await tailUntilExit(context, dyno.name, (line) =>
        this.log(renderLogLine(line, this.terminal.colour.stdout)),
      )
    else this.log(`Run \`qp run:logs -a ${context.app} ${dyno.name}\` to view the output.`)
    return dyno
  }
}
