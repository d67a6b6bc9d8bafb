import { type Command, CommandHelp, type Config, Help } from '@oclif/core'
import { restArgument } from '../lib/app-flag.ts'
import { bodyOf } from '../lib/help-text.ts'
import { usageOf } from '../lib/help-usage.ts'
import { knownCommands, typedCommands } from '../lib/known-commands.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { type HelpTopic, renderRootHelp } from '../lib/root-help.ts'
import { joinWords } from '../lib/spaced-words.ts'
import { unknownCommand } from '../lib/unknown-command.ts'

export default class HelpShow extends QpCommand {
  static override description = 'show what qp can do, or what one command does'
  static override examples = ['$ qp help', '$ qp help ps:scale', '$ qp help config set']
  static override args = { command: restArgument('the command or topic') }

  async run() {
    const { args } = await this.parse(HelpShow)
    const [asked, more] = joinWords(args.command ?? [], knownCommands(this.config))
    const shown = listShown(this.config)
    const known = typedCommands(this.config.commands)
    if (asked === undefined) {
      this.log(renderRootHelp(listTopics(shown, this.config), this.terminal))
      return shown.map(describe)
    }
    const isCommand = this.config.findCommand(asked) !== undefined
    if (!isCommand && !(this.config.findTopic(asked) && more === undefined))
      throw unknownCommand(args.command ?? [], known)
    await new HelpTo(this.config, (text) => this.log(text)).showHelp([asked])
    return shown.filter(({ id }) => id === (known.get(asked) ?? asked)).map(describe)
  }
}

/** oclif lists a command once more for each of its aliases. */
function listShown({ commands }: Config): Command.Loadable[] {
  return commands.filter(({ id, hidden, aliases }) => !hidden && !aliases?.includes(id))
}

function listTopics(commands: readonly Command.Loadable[], config: Config): HelpTopic[] {
  const names = new Set(commands.map(({ id }) => id.split(':', 1)[0] ?? id))
  return [...names].map((name) => {
    const described = config.findTopic(name)?.description ?? config.findCommand(name)?.description ?? ''
    const verbs = commands
      .filter(({ id }) => id.startsWith(`${name}:`))
      .map(({ id }) => id.slice(name.length + 1))
    return { name, description: described.split('\n', 1)[0] ?? '', verbs: verbs.toSorted() }
  })
}

function describe({ id, description, args, flags }: Command.Loadable) {
  return {
    id,
    description,
    args: Object.values(args).map((it) => ({ name: it.name, description: it.description })),
    flags: Object.values(flags).map((it) => ({ name: it.name, char: it.char, description: it.description })),
  }
}

/** oclif says the headline of a command once more below DESCRIPTION, and its flags once more in USAGE. */
class CommandHelpOnce extends CommandHelp {
  protected override defaultUsage(): string {
    return usageOf(this.command)
  }

  protected override description(): string | undefined {
    const body = bodyOf(this.command)
    return body === '' ? undefined : this.wrap(asParagraphs(body))
  }
}

/** A line ends where the terminal's does, not where that of the source did. */
function asParagraphs(text: string): string {
  return text.replaceAll(/(?<=\S)\n(?=\S)/g, ' ')
}

/** oclif's help, said to our terminal instead of the process's. */
class HelpTo extends Help {
  protected override CommandHelpClass = CommandHelpOnce
  readonly #say: (text: string) => void

  constructor(config: Config, say: (text: string) => void) {
    super(config)
    this.#say = say
  }

  protected override log(...lines: string[]): void {
    this.#say(lines.join('\n'))
  }
}
