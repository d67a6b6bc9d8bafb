import { type Command, type Config, Help } from '@oclif/core'
import { unknownCommand } from '../lib/absent-commands.ts'
import { optionalArgument } from '../lib/app-flag.ts'
import { QpCommand } from '../lib/qp-command.ts'

export default class HelpShow extends QpCommand {
  static override description = 'show what qp can do, or what one command does'
  static override examples = ['$ qp help', '$ qp help ps:scale']
  static override args = { command: optionalArgument('the command or topic') }

  async run() {
    const { args } = await this.parse(HelpShow)
    const asked = args.command
    if (asked !== undefined && !this.config.findCommand(asked) && !this.config.findTopic(asked))
      throw unknownCommand(asked)
    await new HelpTo(this.config, (text) => this.log(text)).showHelp(asked === undefined ? [] : [asked])
    return this.config.commands
      .filter((it) => !it.hidden && (asked === undefined || it.id === asked))
      .map(describe)
  }
}

function describe({ id, description, args, flags }: Command.Loadable) {
  return {
    id,
    description,
    args: Object.values(args).map((it) => ({ name: it.name, description: it.description })),
    flags: Object.values(flags).map((it) => ({ name: it.name, char: it.char, description: it.description })),
  }
}

/** oclif's help, said to our terminal instead of the process's. */
class HelpTo extends Help {
  readonly #say: (text: string) => void

  constructor(config: Config, say: (text: string) => void) {
    super(config)
    this.#say = say
  }

  protected override log(...lines: string[]): void {
    this.#say(lines.join('\n'))
  }
}
