import type { Formation, FormationUpdate } from '../../api-types/formation.ts'
import { appAction } from '../../lib/app-action.ts'
import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { UserError } from '../../lib/errors.ts'
import { parseScaleArguments } from '../../lib/formation-arguments.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PsScale extends QpCommand {
  static override description =
    'set how many dynos of each type run, and at which size. Without arguments it shows that, in a form to pass back.'
  static override hiddenAliases = ['scale', 'dyno:scale']
  static override examples = ['$ qp ps:scale web=3:Standard-2X worker+1', '$ qp ps:scale']
  static override args = { changes: restArgument('TYPE=QUANTITY[:SIZE], TYPE+N or TYPE-N') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(PsScale)
    const updates = parseScaleArguments(args.changes ?? [])
    const { api, app } = await this.appContext(flags)
    if (updates.length > 0) {
      return appAction(
        this.surroundings,
        { title: 'Scaling dynos', app },
        (onProgress) => api.formation.update(app, updates, { onProgress }),
        { done: (formation) => `done, now running ${describe(formation, updates)}` },
      )
    }
    const formation = await api.formation.list(app)
    if (formation.length === 0) throw noProcessTypes(app)
    this.log(
      formation
        .map((it) => `${it.type}=${it.quantity}:${it.size}`)
        .toSorted()
        .join(' '),
    )
    return formation
  }
}

function describe(formation: readonly Formation[], updates: readonly FormationUpdate[]): string {
  const named = formation.filter(({ type }) => updates.some((update) => update.type === type))
  // The controller knows another name for a type: `cmd`, as Deis calls the image's own command.
  return (named.length > 0 ? named : formation)
    .map(({ type, quantity, size }) => `${type} at ${quantity}:${size}`)
    .join(', ')
}

function noProcessTypes(app: string): UserError {
  return new UserError(`No process types on ${app}.`, {
    code: 'no_process_types',
    hint: 'Deploy an app with a Procfile to have some.',
  })
}
