import { Flags } from '@oclif/core'
import { controllerFlag } from '../lib/app-flag.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { renderTable } from '../lib/table.ts'

export default class Regions extends QpCommand {
  static override description = 'list where apps can run: a controller is one region'
  static override examples = ['$ qp regions', '$ qp regions -c staging --json']
  static override flags = {
    ...controllerFlag,
    private: Flags.boolean({ description: 'only those of private spaces', exclusive: ['common'] }),
    common: Flags.boolean({ description: 'only those of no private space' }),
  }

  async run() {
    const { flags } = await this.parse(Regions)
    const api = await this.connect(flags)
    const all = await api.regions.list()
    const regions = all.filter(
      (it) => (!flags.private || it.private_capable) && (!flags.common || !it.private_capable),
    )
    const table = renderTable(
      regions,
      [
        { header: 'ID', value: ({ name }) => name },
        { header: 'Location', value: ({ country, locale }) => `${locale}, ${country}` },
        {
          header: 'Runtime',
          value: ({ private_capable }) => (private_capable ? 'Private Spaces' : 'Common Runtime'),
        },
      ],
      this.terminal,
    )
    if (regions.length > 0) this.log(table)
    return regions
  }
}
