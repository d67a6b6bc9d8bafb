import { Flags } from '@oclif/core'
import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { quoteForPeople, quoteForShell } from '../../lib/config-text.ts'
import { renderFields, renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ConfigList extends QpCommand {
  static override description = 'display the config vars of an app'
  static override hiddenAliases = ['config:list']
  static override examples = ['$ qp config -a blog', '$ qp config -a blog --shell > .env']
  static override flags = {
    ...appFlag,
    shell: Flags.boolean({
      char: 's',
      aliases: ['diff'],
      description: 'as KEY=value lines that a shell can read',
    }),
    oneline: Flags.boolean({ description: 'the same on one line', exclusive: ['shell'] }),
  }

  async run() {
    const { flags } = await this.parse(ConfigList)
    const { api, app } = await this.appContext(flags)
    const configVars = await api.configVars.get(app)
    const entries = Object.entries(configVars).toSorted(([a], [b]) => (a < b ? -1 : 1))
    if (entries.length === 0) this.sayNone(`${app} has no config vars. \`qp config:set KEY=value\` sets one.`)
    else if (!flags.shell && !flags.oneline) this.log(this.#renderForPeople(app, entries))
    else
      this.log(
        entries.map(([key, value]) => `${key}=${quoteForShell(value)}`).join(flags.oneline ? ' ' : '\n'),
      )
    return configVars
  }

  #renderForPeople(app: string, entries: readonly [string, string][]): string {
    const paint = colours(this.terminal.colour.stdout)
    const fields = Object.fromEntries(entries.map(([key, value]) => [key, quoteForPeople(value)]))
    return `${renderHeading(`${app} Config Vars`, paint)}\n\n${renderFields(fields, paint)}`
  }
}
