import { join } from 'node:path'
import { Flags } from '@oclif/core'
import { controllerFlag, optionalArgument } from '../../lib/app-flag.ts'
import { cacheDir } from '../../lib/cache-dir.ts'
import { completionChecks } from '../../lib/completion/doctor.ts'
import { getShell } from '../../lib/completion/shells.ts'
import { valuesPath } from '../../lib/completion/value-cache.ts'
import { getControllerUrl } from '../../lib/connect.ts'
import { runChecks } from '../../lib/doctor/check.ts'
import { renderResult } from '../../lib/doctor/render.ts'
import { exitCodes } from '../../lib/exit-codes.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AutocompleteDoctor extends QpCommand {
  static override description =
    'find out why a shell does not complete the words of qp. Exits 1 if it can not.'
  static override examples = ['$ qp autocomplete:doctor']
  static override args = {
    shell: optionalArgument('bash, zsh, fish or powershell; without, the one of $SHELL'),
  }
  static override flags = {
    ...controllerFlag,
    verbose: Flags.boolean({ description: 'name the files that are looked at', default: false }),
  }

  async run() {
    const { args, flags } = await this.parse(AutocompleteDoctor)
    const { surroundings } = this
    const { verbose } = flags
    const shell = getShell(args.shell, surroundings.env, this.config.platform)
    const folder = join(cacheDir(surroundings.env, this.config.dirname), 'completion')
    const url = await getControllerUrl(surroundings, flags).catch(() => undefined)
    const valuesFile = url === undefined ? undefined : valuesPath(folder, url, undefined)
    const results = await runChecks(completionChecks({ surroundings, shell, valuesFile, verbose }), {
      signal: new AbortController().signal,
      onResult: (result) => this.log(renderResult(result, this.terminal.colour.stdout)),
    })
    if (results.some((it) => it.status === 'failed')) surroundings.setExitCode(exitCodes.failed)
    return results
  }
}
