import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class ServicesList extends QpCommand {
  static override description = 'list which paths of an app other process types than web answer'
  static override hiddenAliases = ['services:list']
  static override examples = ['$ qp services -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(ServicesList)
    const { api, app } = await this.appContext(flags)
    const services = await api.services.list(app)
    if (services.length === 0) {
      this.sayNone(`${app} has no services: web gets every request. \`qp services:add\` adds one.`)
      return services
    }
    const heading = renderHeading(`${app} Services`, colours(this.terminal.colour.stdout))
    const table = renderTable(
      services,
      [
        { header: 'Type', value: (service) => service.type },
        { header: 'Route', value: (service) => service.path_pattern },
      ],
      this.terminal,
    )
    this.log(`${heading}\n\n${table}`)
    return services
  }
}
