import { text } from 'node:stream/consumers'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { findRelease } from '../../lib/release-version.ts'
import { writeOutput } from '../../lib/write-output.ts'

export default class ReleasesOutput extends QpCommand {
  static override description = 'show what the release command of a release wrote, and writes until it ends'
  static override examples = ['$ qp releases:output -a blog', '$ qp releases:output v12 -a blog']
  static override args = { release: optionalArgument('the release, such as v12; without, the newest') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(ReleasesOutput)
    const { api, app } = await this.appContext(flags)
    const { version, status, output_stream_url } = await findRelease(api, app, args.release)
    if (output_stream_url === null) {
      this.say(`Release v${version} has no output: it had no release command.`)
      return { version, status, output: '' }
    }
    const output = await api.releases.readOutput(app, version)
    if (this.jsonEnabled()) return { version, status, output: await text(output) }
    await writeOutput(this.terminal, output)
    return { version, status }
  }
}
