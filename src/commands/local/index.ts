import { Flags } from '@oclif/core'
import { optionalArgument } from '../../lib/app-flag.ts'
import { readEnvFile } from '../../lib/env-file.ts'
import { RemoteExit } from '../../lib/errors.ts'
import { envFlag, localPort, portFlag } from '../../lib/local/local-flags.ts'
import { readLocalTypes } from '../../lib/local/local-types.ts'
import { planProcesses } from '../../lib/local/plan-processes.ts'
import { runProcesses } from '../../lib/local/run-processes.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class Local extends QpCommand {
  static override description =
    `run the app on this machine: the processes of its Procfile, with the variables of .env

The first process that ends takes the others with it, and its exit code is qp's.`
  static override hiddenAliases = ['local:start']
  static override examples = ['$ qp local', '$ qp local web=2,worker -p 7000']
  /** stdout is the processes'. */
  static override enableJsonFlag = false
  static override args = { processname: optionalArgument('which to run: web, or web=2,worker; without, all') }
  static override flags = {
    ...envFlag,
    ...portFlag,
    procfile: Flags.string({ char: 'f', description: 'the Procfile to use' }),
    'start-cmd': Flags.string({ description: 'what web runs, in place of a Procfile' }),
    concurrency: Flags.string({ char: 'c', hidden: true, description: 'as the argument: web=2,worker' }),
  }

  async run() {
    const { args, flags } = await this.parse(Local)
    const { cwd, env } = this.surroundings
    const [types, variables] = await Promise.all([
      readLocalTypes(cwd, { procfile: flags.procfile, startCommand: flags['start-cmd'] }),
      readEnvFile(cwd, flags.env),
    ])
    const all = { ...env, ...variables }
    const asked = args.processname ?? flags.concurrency
    const processes = planProcesses(types, asked, localPort(flags.port, all))
    const code = await runProcesses(processes, all, this.surroundings)
    if (code !== 0) throw new RemoteExit(code)
    return {}
  }
}
