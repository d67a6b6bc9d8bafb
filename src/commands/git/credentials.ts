import { requiredArgument } from '../../lib/app-flag.ts'
import { answerCredential } from '../../lib/git-credentials.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { readStdin } from '../../lib/read-stdin.ts'

export default class GitCredentials extends QpCommand {
  static override description = 'answer git when it asks for credentials; git itself calls it'
  static override examples = ['$ qp git:credentials get < question']
  static override hidden = true
  static override enableJsonFlag = false
  static override args = { command: requiredArgument('get, store or erase') }

  async run() {
    const { args } = await this.parse(GitCredentials)
    const question = await readStdin(this.terminal)
    // git also offers to store and to erase: only login and logout do that.
    if (args.command !== 'get') return {}
    this.terminal.stdout.write(await answerCredential(this.surroundings.env, question))
    return {}
  }
}
