import { Flags } from '@oclif/core'
import type { LogDrain } from '../../api-types/log-drain.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { type Colours, colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DrainsList extends QpCommand {
  static override description = 'list where the log of an app is sent'
  static override hiddenAliases = ['drains:list']
  static override examples = ['$ qp drains -a blog', '$ qp drains -a blog --json']
  static override flags = {
    ...appFlag,
    extended: Flags.boolean({ char: 'x', description: 'with the ids of the drains', hidden: true }),
  }

  async run() {
    const { flags } = await this.parse(DrainsList)
    const { api, app } = await this.appContext(flags)
    const drains = await api.drains.list(app, { extended: flags.extended })
    if (drains.length > 0) this.log(renderDrains(drains, colours(this.terminal.colour.stdout)))
    else this.sayNone(`${app} has no drains. \`qp drains:add URL\` adds one.`)
    return drains
  }
}

function renderDrains(drains: readonly LogDrain[], paint: Colours): string {
  const lines = drains.map(({ url, token, extended }) => {
    const id = extended ? ` drain_id=${extended.drain_id}` : ''
    return `${url} (${paint.green(token)})${id}`
  })
  return [renderHeading('Drains', paint), ...lines].join('\n')
}
