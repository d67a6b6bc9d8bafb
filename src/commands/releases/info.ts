import { Flags } from '@oclif/core'
import type { ConfigVars } from '../../api-types/config-vars.ts'
import type { Release } from '../../api-types/release.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { quoteForPeople, quoteForShell } from '../../lib/config-text.ts'
import { formatSince } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { renderFields, renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { findRelease } from '../../lib/release-version.ts'

export default class ReleasesInfo extends QpCommand {
  static override description = 'show a release and its config vars'
  static override examples = ['$ qp releases:info -a blog', '$ qp releases:info v12 -a blog --shell']
  static override args = { release: optionalArgument('the release, such as v12; without, the newest') }
  static override flags = {
    ...appFlag,
    shell: Flags.boolean({
      char: 's',
      description: 'its config vars as KEY=value lines that a shell can read',
    }),
  }

  async run() {
    const { args, flags } = await this.parse(ReleasesInfo)
    const { api, app } = await this.appContext(flags)
    const release = await findRelease(api, app, args.release)
    const configVars = await api.configVars.getOfRelease(app, release.version).catch((error: unknown) => {
      if (flags.shell || !isNotSupported(error)) throw error
      this.say(error.message)
      return null
    })
    this.log(flags.shell ? renderForShell(configVars ?? {}) : this.#render(release, configVars))
    return { ...release, config_vars: configVars }
  }

  /** Without the config vars where the controller does not tell them. */
  #render(release: Release, configVars: ConfigVars | null): string {
    const paint = colours(this.terminal.colour.stdout)
    const fields = {
      Change: release.description,
      By: release.user.email,
      When: formatSince(new Date(release.created_at), this.surroundings.now()),
      Status: release.status === 'succeeded' ? undefined : release.status,
    }
    const shown = `${renderHeading(`Release v${release.version}`, paint)}\n\n${renderFields(fields, paint)}`
    if (!configVars) return shown
    const values = Object.fromEntries(sorted(configVars).map(([key, value]) => [key, quoteForPeople(value)]))
    return [
      `${shown}\n`,
      `${renderHeading(`v${release.version} Config vars`, paint)}\n\n${renderFields(values, paint)}`.trimEnd(),
    ].join('\n')
  }
}

/** A controller of another kind tells less. */
function isNotSupported(error: unknown): error is UserError {
  return error instanceof UserError && error.code === 'not_supported'
}

function renderForShell(configVars: ConfigVars): string {
  return sorted(configVars)
    .map(([key, value]) => `${key}=${quoteForShell(value)}`)
    .join('\n')
}

function sorted(configVars: ConfigVars): [string, string][] {
  return Object.entries(configVars).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
