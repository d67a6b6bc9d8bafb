import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { formatSince } from '../../lib/duration.ts'
import { findBuild } from '../../lib/find-build.ts'
import { renderFields, renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class BuildsInfo extends QpCommand {
  static override description = 'show a build'
  static override examples = [
    '$ qp builds:info -a blog',
    '$ qp builds:info 0b7c7c1e-1f5a-4a2b-9a43-3d8a0c5f6e21 -a blog',
  ]
  static override args = { build: optionalArgument('its id; without, the newest') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(BuildsInfo)
    const { api, app } = await this.appContext(flags)
    const build = await findBuild(api, app, args.build)
    const fields = {
      By: build.user.email,
      Of: build.source_blob.version ?? build.source_blob.url,
      Status: build.status,
      When: formatSince(new Date(build.created_at), this.surroundings.now()),
      Stack: build.stack,
      Slug: build.slug?.id,
      Release: build.release?.id,
    }
    const paint = colours(this.terminal.colour.stdout)
    this.log(`${renderHeading(`Build ${build.id}`, paint)}\n\n${renderFields(fields, paint)}`.trimEnd())
    return build
  }
}
