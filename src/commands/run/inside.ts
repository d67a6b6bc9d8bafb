import { describeInside, insideArgs, insideFlags, withAppHint } from '../../lib/run-flags.ts'
import { insideSession } from '../../lib/run-session.ts'
import { WordsCommand } from '../../lib/words-command.ts'

export default class RunInside extends WordsCommand {
  static override description = `run a command inside a dyno that runs, beside its own process

All that follows the dyno's name is the command's. The exit code is the command's own.`
  static override examples = ['$ qp run:inside web.1 bash', '$ qp run:inside web.1 cat /proc/1/status']
  static override strict = false
  /** stdout is the process's. */
  static override enableJsonFlag = false
  static override args = insideArgs
  static override flags = insideFlags

  async run() {
    const { flags, words: typed } = await this.parseWords(RunInside)
    const [dyno, ...words] = typed
    const request = describeInside(words, flags)
    const context = await withAppHint(words, this.appContext(flags))
    const { surroundings } = this
    await insideSession({
      ...context,
      surroundings,
      request,
      dyno: dyno ?? '',
      title: words.join(' '),
      tty: flags.tty,
    })
    return {}
  }
}
