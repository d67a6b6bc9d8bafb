import { Flags } from '@oclif/core'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { quoteForShell } from '../../lib/config-text.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { didYouMean, nearWords } from '../../words/near.ts'

export default class ConfigGet extends QpCommand {
  static override description =
    'display config vars of an app: one value a line, empty for what is not set (null with --json)'
  static override examples = ['$ qp config:get DATABASE_URL', '$ qp config:get A B --shell']
  static override args = { keys: requiredRestArgument('names of the config vars') }
  static override flags = {
    ...appFlag,
    shell: Flags.boolean({ char: 's', description: 'as KEY=value lines that a shell can read' }),
  }

  async run() {
    const { args, flags } = await this.parse(ConfigGet)
    const { api, app } = await this.appContext(flags)
    const configVars = await api.configVars.get(app)
    for (const key of args.keys) {
      if (configVars[key] === undefined) this.#sayNear(key, Object.keys(configVars))
      const value = configVars[key] ?? ''
      this.log(flags.shell ? `${key}=${quoteForShell(value)}` : value)
    }
    return Object.fromEntries(args.keys.map((key) => [key, configVars[key] ?? null]))
  }

  #sayNear(key: string, known: readonly string[]): void {
    const near = nearWords(key, known)
    if (near.length > 0) this.say(`${key} is not set.${didYouMean(near)}`)
  }
}
