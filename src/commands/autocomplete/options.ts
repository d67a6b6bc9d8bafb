import { join } from 'node:path'
import { Flags } from '@oclif/core'
import { restArgument } from '../../lib/app-flag.ts'
import { cacheDir } from '../../lib/cache-dir.ts'
import { commandWords } from '../../lib/command-words.ts'
import { complete } from '../../lib/completion/complete.ts'
import { listValuesIn } from '../../lib/completion/list-values.ts'
import { refreshValuesApart } from '../../lib/completion/refresh-values.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AutocompleteOptions extends QpCommand {
  static override description =
    'what the last of some words may become, as the scripts of the shells ask: a value a line, behind a tab what it is'
  static override hidden = true
  static override strict = false
  static override examples = ['$ qp autocomplete:options -- config se']
  static override args = { words: restArgument('what is typed behind qp, up to the cursor') }
  static override flags = {
    current: Flags.string({ description: 'one more word behind them, which may be empty' }),
  }

  async run() {
    const { flags } = await this.parse(AutocompleteOptions)
    const { surroundings } = this
    const words = commandWords(this.argv, AutocompleteOptions.flags)
    const folder = join(cacheDir(surroundings.env, this.config.dirname), 'completion')
    const list = listValuesIn({
      surroundings,
      folder,
      refresh: (given) => refreshValuesApart(surroundings, given),
    })
    const typed = flags.current === undefined ? words : [...words, flags.current]
    const candidates = await complete(typed, this.config.commands, list)
    for (const { value, description } of candidates)
      this.log(description ? `${value}\t${description}` : value)
    return candidates
  }
}
