import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { compareDynos, renderDynos } from '../../lib/dyno-list.ts'
import { UserError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PsList extends QpCommand {
  static override description = 'list the dynos of an app'
  static override examples = ['$ qp ps -a blog', '$ qp ps web worker']
  static override args = { types: restArgument('process types to list; without, all') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(PsList)
    const { api, app } = await this.appContext(flags)
    const all = (await api.dynos.list(app)).toSorted(compareDynos)
    const types = args.types ?? []
    const absent = types.find((type) => !all.some((dyno) => dyno.type === type))
    if (absent !== undefined) throw new UserError(`No ${absent} dynos on ${app}`, { code: 'no_such_dyno' })
    const dynos = types.length === 0 ? all : all.filter((dyno) => types.includes(dyno.type))
    this.log(dynos.length === 0 ? `No dynos on ${app}` : renderDynos(dynos, this.surroundings))
    return dynos
  }
}
