import { text } from 'node:stream/consumers'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { findBuild } from '../../lib/find-build.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { writeOutput } from '../../lib/write-output.ts'

export default class BuildsOutput extends QpCommand {
  static override description = 'show what a build wrote, and writes until it ends'
  static override examples = [
    '$ qp builds:output -a blog',
    '$ qp builds:output 0b7c7c1e-1f5a-4a2b-9a43-3d8a0c5f6e21 -a blog',
  ]
  static override args = { build: optionalArgument('its id; without, the newest') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(BuildsOutput)
    const { api, app } = await this.appContext(flags)
    const { id, status } = await findBuild(api, app, args.build)
    const output = await api.builds.readOutput(app, id)
    if (this.jsonEnabled()) return { id, status, output: await text(output) }
    await writeOutput(this.terminal, output)
    return { id, status }
  }
}
