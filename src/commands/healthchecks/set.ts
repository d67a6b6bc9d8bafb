import { Args, Flags } from '@oclif/core'
import { appAction } from '../../lib/app-action.ts'
import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { healthTypes, parseProbe, probeKinds } from '../../lib/health-check-arguments.ts'
import { renderHealthChecks } from '../../lib/health-checks-table.ts'
import { QpCommand } from '../../lib/qp-command.ts'

const word = { ignoreStdin: true, required: true } as const
const count = (description: string, value: number, min = 1) =>
  Flags.integer({ description, default: value, min })

export default class HealthchecksSet extends QpCommand {
  static override summary = 'ask dynos again and again whether they are well'
  static override description =
    'ask dynos again and again whether they are well. A readiness check has to pass before a new dyno gets requests, and takes it ' +
    'out of the routes while it fails; a liveness check that fails restarts the dyno. ' +
    'httpGet wants an answer from 200 to 399, tcpSocket a connection, exec a command in the dyno that exits 0.'
  static override examples = [
    '$ qp healthchecks:set readiness httpGet --path /ready -a blog',
    '$ qp healthchecks:set liveness exec --type worker -a blog -- test -f /tmp/alive',
    '$ qp healthchecks:set liveness tcpSocket 5000 --period-seconds 5 -a blog',
  ]
  static override args = {
    check: Args.string({ ...word, description: 'liveness or readiness', options: [...healthTypes] }),
    probe: Args.string({ ...word, description: 'httpGet, exec or tcpSocket', options: [...probeKinds] }),
    args: restArgument('a port ($PORT without), or for exec, behind --, the command'),
  }
  static override flags = {
    ...appFlag,
    type: Flags.string({ description: 'process type', default: 'web', aliases: ['ptype'] }),
    path: Flags.string({ char: 'p', description: 'what httpGet asks for', default: '/' }),
    headers: Flags.string({
      description: 'headers of httpGet: NAME:VALUE,NAME:VALUE; Host is the name of the app without',
      multiple: true,
      delimiter: ',',
    }),
    'initial-delay-timeout': count('seconds from its start on in which failures do not count', 50, 0),
    'timeout-seconds': count('seconds that an answer may take', 50),
    'period-seconds': count('seconds between two checks', 10),
    'success-threshold': count('successes in a row after which a dyno is well again', 1),
    'failure-threshold': count('failures in a row after which it is not', 3),
  }

  async run() {
    const { args, flags } = await this.parse(HealthchecksSet)
    const { path, headers = [], type } = flags
    const check = {
      probe: parseProbe({ kind: args.probe, words: args.args ?? [], path, headers }),
      initial_delay: flags['initial-delay-timeout'],
      timeout: flags['timeout-seconds'],
      period: flags['period-seconds'],
      success_threshold: flags['success-threshold'],
      failure_threshold: flags['failure-threshold'],
    }
    const { api, app } = await this.appContext(flags)
    const title = `Applying the ${args.check} check of ${type} on ${app}`
    const settings = await appAction(this.surroundings, { title, app }, (onProgress) =>
      api.processSettings.update(app, [{ type, [args.check]: check }], { onProgress }),
    )
    this.log(renderHealthChecks(settings, this.terminal) ?? '')
    return settings
  }
}
