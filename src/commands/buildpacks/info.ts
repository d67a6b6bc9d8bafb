import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { UserError } from '../../lib/errors.ts'
import { renderFields, renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildpacksInfo extends QpCommand {
  static override description = 'show what a name of a buildpack stands for on the controller'
  static override examples = ['$ qp buildpacks:info heroku/nodejs']
  static override args = { buildpack: requiredArgument('its name') }
  static override flags = controllerFlag

  async run() {
    const { args, flags } = await this.parse(BuildpacksInfo)
    const api = await this.connect(flags)
    const found = (await api.buildpacks.listKnown()).find((it) => it.name === args.buildpack)
    if (!found)
      throw new UserError(`no buildpack is known by the name ${args.buildpack}.`, {
        code: 'no_such_buildpack',
        hint: '`qp buildpacks:search` lists the names; any other goes by the address of its git repository.',
      })
    const paint = colours(this.terminal.colour.stdout)
    const fields = {
      description: found.description,
      source: found.built_in ? 'comes with the controller' : found.url,
    }
    this.log(`${renderHeading(found.name, paint)}\n\n${renderFields(fields, paint)}`.trimEnd())
    return found
  }
}
