import type { Interfaces } from '@oclif/core'
import { getAppContext } from './app-context.ts'
import { commandWords, markCommandWords, trailingFlags } from './command-words.ts'
import { ApiError, UserError } from './errors.ts'
import { QpCommand } from './qp-command.ts'
import type { Surroundings } from './surroundings.ts'

type Output = Interfaces.OutputFlags<Interfaces.FlagInput>

/**
 * A command that runs another one in a dyno of an app: flags of qp stand before the words of that one, which are as they were typed.
 * Each says `strict = false` itself: oclif's parser takes no inherited one.
 */
export abstract class WordsCommand extends QpCommand {
  /** Again: for the manifest oclif looks no further up than here. */
  static override enableJsonFlag = true

  /** What stands behind the words is qp's all the same where it names an app that there is (docs/decisions/0027). */
  protected async parseWords<F extends Output, B extends Output, A extends Output>(
    command: Interfaces.Input<F, B, A> & { flags: Interfaces.FlagInput },
  ): Promise<{ flags: F; words: string[] }> {
    const named = trailingFlags(this.argv, command.flags)
    const moved = named && (await isApp(this.surroundings, named.names)) ? named : undefined
    const argv = moved?.argv ?? markCommandWords(this.argv, command.flags)
    const { flags } = await this.parse<F, B, A>(command, argv)
    if (moved)
      this.say(
        `\`${moved.behind.join(' ')}\` behind the command is taken as qp's, since there is such an app. A -- before the command makes it the command's.`,
      )
    return { flags, words: commandWords(argv, command.flags) }
  }
}

async function isApp(
  surroundings: Surroundings,
  { app, remote, controller }: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  try {
    const found = await getAppContext(surroundings, { app, remote, controller })
    await found.api.apps.get(found.app)
    return true
  } catch (error) {
    if (error instanceof UserError || (error instanceof ApiError && [403, 404].includes(error.status)))
      return false
    throw error
  }
}
