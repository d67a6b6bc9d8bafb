import type { Formation } from '../../api-types/formation.ts'
import { appAction } from '../../lib/app-action.ts'
import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { parseSizeArguments } from '../../lib/formation-arguments.ts'
import { formatLimit } from '../../lib/limits-table.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class PsType extends QpCommand {
  static override description = 'show or set the size of dynos'
  static override hiddenAliases = ['ps:resize', 'resize', 'dyno:resize', 'dyno:type']
  static override examples = [
    '$ qp ps:type',
    '$ qp ps:type standard-1x',
    '$ qp ps:type web=standard-2x worker=basic',
  ]
  static override args = { sizes: restArgument('SIZE for all, or TYPE=SIZE') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(PsType)
    const { api, app } = await this.appContext(flags)
    const before = await api.formation.list(app)
    const updates = parseSizeArguments(args.sizes ?? [], before)
    const formation =
      updates.length === 0
        ? before
        : await appAction(this.surroundings, { title: `Scaling dynos on ${app}`, app }, (onProgress) =>
            api.formation.update(app, updates, { onProgress }),
          )
    if (formation.length === 0) this.sayNone(`No process types on ${app}: the first deploy makes them.`)
    else this.log(renderSizes(formation, this.terminal))
    return formation
  }
}

/** "custom 512M, 500m CPU" where limits of its own stand in the place of what a size gives. */
function describeSize({ size, limits: { memory, cpu } }: Formation): string {
  const own = [...(memory.own ? [formatLimit(memory)] : []), ...(cpu.own ? [`${formatLimit(cpu)} CPU`] : [])]
  return own.length === 0 ? size : `${size} ${own.join(', ')}`
}

function renderSizes(formation: readonly Formation[], terminal: Terminal): string {
  return renderTable(
    formation.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
    [
      { header: 'Type', value: (it) => it.type },
      { header: 'Size', value: describeSize },
      { header: 'Qty', value: (it) => String(it.quantity) },
    ],
    terminal,
  )
}
