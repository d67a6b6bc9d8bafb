import { Flags } from '@oclif/core'
import type { Domain } from '../../../api-types/domain.ts'
import { action } from '../../../lib/action.ts'
import { appFlag } from '../../../lib/app-flag.ts'
import { colours } from '../../../lib/colour.ts'
import { waitForCertificates } from '../../../lib/custom-domains.ts'
import { renderHeading } from '../../../lib/layout.ts'
import { QpCommand } from '../../../lib/qp-command.ts'
import { renderTable } from '../../../lib/table.ts'
import type { Terminal } from '../../../lib/terminal.ts'

export default class CertsAuto extends QpCommand {
  static override description = 'show how far the automatic certificates of an app are'
  static override examples = ['$ qp certs:auto -a blog', '$ qp certs:auto --wait -a blog']
  static override flags = { ...appFlag, wait: Flags.boolean({ description: 'wait until all are there' }) }

  async run() {
    const { flags } = await this.parse(CertsAuto)
    const { api, app } = await this.appContext(flags)
    const { acm } = await api.apps.get(app)
    if (acm && flags.wait)
      await action(this.surroundings, `Waiting for the certificates of ${app}`, () =>
        waitForCertificates(api, app),
      )
    const domains = (await api.domains.list(app)).filter((it) => it.kind === 'custom')
    const heading = `Automatic Certificate Management is ${acm ? 'enabled' : 'disabled'} on ${app}`
    this.log(renderHeading(heading, colours(this.terminal.colour.stdout)))
    if (acm && domains.length > 0) this.log(`\n${renderStates(domains, this.terminal)}`)
    if (acm && domains.length === 0)
      this.say(`${app} has no domains yet: \`qp domains:add DOMAIN\` adds one.`)
    return { acm, domains }
  }
}

/** Heroku's words for a domain's state. */
const states: Readonly<Record<string, string>> = {
  ok: 'OK',
  pending: 'Waiting',
  failing: 'Failing',
  failed: 'Failed',
}

function renderStates(domains: readonly Domain[], terminal: Terminal): string {
  return renderTable(
    domains,
    [
      { header: 'Domain', value: (it) => it.hostname },
      { header: 'Status', value: (it) => states[it.acm_status ?? ''] ?? 'Own certificate' },
      { header: 'Reason', value: (it) => it.acm_status_reason ?? '' },
    ],
    terminal,
  )
}
