import { Flags } from '@oclif/core'
import type { Buildpack } from '../../api-types/buildpack-installation.ts'
import { controllerFlag, optionalArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class BuildpacksSearch extends QpCommand {
  static override summary = 'list the buildpacks that the controller knows by name'
  static override description =
    "list the buildpacks that the controller knows by name: those that come with it, and where Heroku's own are fetched from. " +
    'Any other goes by the address of its git repository.'
  static override examples = ['$ qp buildpacks:search', '$ qp buildpacks:search ruby']
  static override args = { term: optionalArgument('what its name or description has in it') }
  static override flags = {
    ...controllerFlag,
    namespace: Flags.string({ description: 'whose: what stands before the / of its name' }),
    name: Flags.string({ description: 'what stands behind the / of its name' }),
    description: Flags.string({ description: 'what its description has in it' }),
  }

  async run() {
    const { args, flags } = await this.parse(BuildpacksSearch)
    const api = await this.connect(flags)
    const found = (await api.buildpacks.listKnown()).filter((it) => isMeant(it, { ...args, ...flags }))
    if (found.length === 0)
      this.sayNone('No buildpack found. Any other is set by its address: `qp buildpacks:set https://…`.')
    else this.log(renderTable(found, columns, this.terminal))
    return found
  }
}

const columns = [
  { header: 'Buildpack', value: (it: Buildpack) => it.name },
  { header: 'Source', value: (it: Buildpack) => (it.built_in ? 'the controller' : it.url) },
  { header: 'Description', value: (it: Buildpack) => it.description },
]

interface Wanted {
  term?: string | undefined
  namespace?: string | undefined
  name?: string | undefined
  description?: string | undefined
}

function isMeant(buildpack: Buildpack, wanted: Wanted): boolean {
  const [namespace = '', name = ''] = buildpack.name.split('/')
  const has = (text: string, part = '') => text.toLowerCase().includes(part.toLowerCase())
  return (
    has(`${buildpack.name} ${buildpack.description}`, wanted.term) &&
    has(namespace, wanted.namespace) &&
    has(name, wanted.name) &&
    has(buildpack.description, wanted.description)
  )
}
