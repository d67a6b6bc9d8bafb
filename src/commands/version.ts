import { QpCommand } from '../lib/qp-command.ts'

export default class Version extends QpCommand {
  static override description = 'show which qp this is'
  static override examples = ['$ qp version']
  static override flags = {}

  async run() {
    await this.parse(Version)
    this.log(this.config.userAgent)
    return { qp: this.config.version, node: process.versions.node, platform: this.config.platform }
  }
}
