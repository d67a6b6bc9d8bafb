import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import type { Dyno } from '../../api-types/dyno.ts'
import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { compareDynos, renderDynos } from '../../lib/dyno-list.ts'
import { UsageError, UserError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { redraw } from '../../lib/redraw.ts'
import { didYouMean, nearWords } from '../../words/near.ts'

/** Between two looks of `--watch`, in ms. */
const watchEvery = 1000

export default class PsList extends QpCommand {
  static override description = 'list the dynos of an app'
  static override hiddenAliases = ['ps:list', 'dyno', 'dyno:list']
  static override examples = ['$ qp ps -a blog', '$ qp ps web worker', '$ qp ps --watch -a blog']
  static override args = { types: restArgument('process types to list; without, all') }
  static override flags = {
    ...appFlag,
    watch: Flags.boolean({ description: 'show them as they change, until Ctrl-C', exclusive: ['json'] }),
    // Nothing here is ever wrapped; scripts for heroku may say so.
    'no-wrap': Flags.boolean({ description: 'do not wrap lines', hidden: true }),
  }

  async run(): Promise<Dyno[]> {
    const { args, flags } = await this.parse(PsList)
    if (flags.watch && !this.terminal.isTTY.stdout)
      throw new UsageError('--watch needs a terminal. In a script, `qp ps:wait` waits for dynos.')
    const { api, app } = await this.appContext(flags)
    const render = (dynos: Dyno[]) =>
      dynos.length === 0 ? noDynos(app) : renderDynos(dynos, this.surroundings)
    const look = () => listDynos(api, app, args.types ?? [])
    if (flags.watch) return redraw(this.terminal, async () => render(await look()), watchEvery)
    const dynos = await look()
    if (dynos.length === 0) this.sayNone(noDynos(app))
    else this.log(render(dynos))
    return dynos
  }
}

/** Of an app that was deployed. */
function noDynos(app: string): string {
  return `No dynos on ${app}. \`git push\` deploys, \`qp ps:scale web=1\` or \`qp ps:restart\` starts what is stopped.`
}

async function listDynos(api: Controller, app: string, types: readonly string[]): Promise<Dyno[]> {
  const all = (await api.dynos.list(app)).toSorted(compareDynos)
  const absent = types.find((type) => !all.some((dyno) => dyno.type === type))
  if (absent !== undefined) throw noSuchType(absent, app, all)
  return types.length === 0 ? all : all.filter((dyno) => types.includes(dyno.type))
}

function noSuchType(type: string, app: string, dynos: readonly Dyno[]): UserError {
  const near = nearWords(
    type,
    dynos.map((it) => it.type),
  )
  const hint = didYouMean(near).trim()
  return new UserError(`No ${type} dynos on ${app}`, {
    code: 'no_such_dyno',
    ...(hint === '' ? {} : { hint }),
  })
}
