import { typedCommands } from '../lib/known-commands.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { renderTable } from '../lib/table.ts'

export default class Shortcuts extends QpCommand {
  static override description = 'list the short names of commands'
  static override hiddenAliases = ['shortcuts:list']
  static override examples = ['$ qp shortcuts']

  async run() {
    await this.parse(Shortcuts)
    const shortcuts = [...typedCommands(this.config.commands)]
      .filter(([word, id]) => word !== id && !word.includes(':'))
      .map(([shortcut, command]) => ({ shortcut, command }))
      .toSorted((a, b) => (a.shortcut < b.shortcut ? -1 : 1))
    this.log(
      renderTable(
        shortcuts,
        [
          { header: 'Shortcut', value: ({ shortcut }) => shortcut },
          { header: 'Command', value: ({ command }) => command },
        ],
        this.terminal,
      ),
    )
    return shortcuts
  }
}
