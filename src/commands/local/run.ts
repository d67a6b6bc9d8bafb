import { commandWords, markCommandWords } from '../../lib/command-words.ts'
import { readEnvFile } from '../../lib/env-file.ts'
import { RemoteExit, UsageError } from '../../lib/errors.ts'
import { runInPlace } from '../../lib/local/child-tree.ts'
import { envFlag, localPort, portFlag } from '../../lib/local/local-flags.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class LocalRun extends QpCommand {
  static override description = `run a command on this machine with the variables of .env

One word is a shell line. The exit code is the command's own.`
  static override examples = ['$ qp local:run node migrate.js', '$ qp local:run -e .env.test node migrate.js']
  static override strict = false
  /** stdout is the command's. */
  static override enableJsonFlag = false
  static override flags = { ...envFlag, ...portFlag }

  async run() {
    const { flags } = await this.parse(LocalRun, markCommandWords(this.argv, LocalRun.flags))
    const words = commandWords(this.argv, LocalRun.flags)
    if (words.length === 0) throw new UsageError('no command named. Write it like `qp local:run npm test`.')
    const { cwd, env, terminal } = this.surroundings
    const all = { ...env, ...(await readEnvFile(cwd, flags.env)) }
    const port = String(localPort(flags.port, all))
    const code = await runInPlace(words, { cwd, env: { ...all, PORT: port } }, terminal)
    if (code !== 0) throw new RemoteExit(code)
    return {}
  }
}
