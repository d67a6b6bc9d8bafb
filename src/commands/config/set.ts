import { Flags } from '@oclif/core'
import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { changeAndRestart } from '../../lib/change-config-vars.ts'
import { colours } from '../../lib/colour.ts'
import { quoteForPeople } from '../../lib/config-text.ts'
import { parseConfigVars, readConfigVars } from '../../lib/config-var-arguments.ts'
import { UsageError } from '../../lib/errors.ts'
import { renderFields } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ConfigSet extends QpCommand {
  static override description = 'set config vars of an app, and restart it with them'
  static override hiddenAliases = ['config:add']
  static override examples = [
    '$ qp config:set RAILS_ENV=staging A=1',
    '$ qp config:set --from-file TLS_KEY=key.pem',
    '$ pass show blog | qp config:set --from-file PASSWORD=-',
  ]
  static override args = { pairs: restArgument('KEY=value') }
  static override flags = {
    ...appFlag,
    'from-file': Flags.string({
      description: 'KEY=path: take the value from a file, or from stdin (-), and do not show it',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run() {
    const { args, flags } = await this.parse(ConfigSet)
    const given = parseConfigVars(args.pairs ?? [])
    const changes = { ...given, ...(await readConfigVars(flags['from-file'] ?? [], this.surroundings)) }
    if (Object.keys(changes).length === 0)
      throw new UsageError('nothing to set. Write it like `qp config:set A=1 B=2`.')

    const context = await this.appContext(flags)
    const configVars = await changeAndRestart(this.surroundings, context, { verb: 'Setting', changes })
    if (Object.keys(given).length > 0) this.log(renderGiven(given, this.terminal.colour.stdout))
    return configVars
  }
}

function renderGiven(given: Record<string, string>, colour: boolean): string {
  const lines = Object.entries(given).map(([key, value]) => [key, quoteForPeople(value)])
  return renderFields(Object.fromEntries(lines), colours(colour))
}
