import { Flags } from '@oclif/core'
import { describeInside, execArgs, insideFlags, withAppHint } from '../../lib/run-flags.ts'
import { insideSession } from '../../lib/run-session.ts'
import { WordsCommand } from '../../lib/words-command.ts'

export default class PsExec extends WordsCommand {
  static override description =
    "open a shell in a dyno that runs, or run a command there; as `run:inside`, in Heroku's words"
  static override examples = ['$ qp ps:exec', '$ qp ps:exec -d web.1 ls -la /srv']
  static override strict = false
  /** stdout is the process's. */
  static override enableJsonFlag = false
  static override args = execArgs
  static override flags = {
    ...insideFlags,
    dyno: Flags.string({ char: 'd', description: 'in which dyno', default: 'web.1' }),
  }

  async run() {
    const { flags, words: typed } = await this.parseWords(PsExec)
    const words = typed.length === 0 ? ['bash'] : typed
    const request = describeInside(words, flags)
    const context = await withAppHint(words, this.appContext(flags))
    const { surroundings } = this
    await insideSession({
      ...context,
      surroundings,
      request,
      dyno: flags.dyno,
      title: words.join(' '),
      tty: flags.tty,
    })
    return {}
  }
}
