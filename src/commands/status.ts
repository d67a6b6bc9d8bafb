import { controllerFlag } from '../lib/app-flag.ts'
import { colours } from '../lib/colour.ts'
import { exitCodes } from '../lib/exit-codes.ts'
import { QpCommand } from '../lib/qp-command.ts'
import { renderTable } from '../lib/table.ts'

export default class StatusShow extends QpCommand {
  static override description =
    'show whether what the controller works with answers: store, engine, router, nodes. Exits 1 if something is down.'
  static override examples = ['$ qp status', '$ qp status -c staging --json']
  static override flags = controllerFlag

  async run() {
    const { flags } = await this.parse(StatusShow)
    const api = await this.connect(flags)
    const status = await api.status.get()
    const { green, red } = colours(this.terminal.colour.stdout)
    // "Deis 2.3.0" names itself.
    const version = /^\d/.test(status.version) ? `qp ${status.version}` : status.version
    this.log(`${api.url}  ${version}  ${status.state === 'up' ? green('up') : red('down')}\n`)
    const nodes = status.nodes.map(({ name, tags }) => ({
      name: 'node',
      state: 'up' as const,
      detail: [name, ...Object.entries(tags).map(([key, value]) => `${key}=${value}`)].join(' '),
    }))
    this.log(
      renderTable(
        [...status.parts, ...nodes],
        [{ value: ({ name }) => name }, { value: ({ state }) => state }, { value: ({ detail }) => detail }],
        this.terminal,
        { paint: ({ state }) => (state === 'up' ? (line) => line : red) },
      ),
    )
    if (status.state === 'down') this.surroundings.setExitCode(exitCodes.failed)
    return status
  }
}
