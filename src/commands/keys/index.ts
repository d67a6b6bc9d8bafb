import { Flags } from '@oclif/core'
import { controllerFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class Keys extends QpCommand {
  static override description = 'show the keys by which you push over SSH'
  static override hiddenAliases = ['keys:list']
  static override examples = ['$ qp keys', '$ qp keys --long']
  static override flags = {
    ...controllerFlag,
    long: Flags.boolean({ char: 'l', description: 'whole keys, as they are in a .pub file' }),
  }

  async run() {
    const { flags } = await this.parse(Keys)
    const api = await this.connect(flags)
    const keys = await api.keys.list()
    const columns = [
      { header: 'Comment', isWhole: false, value: (it: (typeof keys)[number]) => it.comment },
      { header: 'Fingerprint', isWhole: true, value: (it: (typeof keys)[number]) => it.fingerprint },
    ]
    if (keys.length === 0) this.sayNone('You have no keys. `qp keys:add` adds one.')
    else if (flags.long) this.log(keys.map((it) => it.public_key).join('\n'))
    else this.log(renderTable(keys, columns, this.terminal))
    return keys
  }
}
