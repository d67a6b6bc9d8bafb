import { appFlag } from '../lib/app-flag.ts'
import { runDoctor } from '../lib/doctor/doctor.ts'
import { renderResult } from '../lib/doctor/render.ts'
import { exitCodes } from '../lib/exit-codes.ts'
import { QpCommand } from '../lib/qp-command.ts'

export default class Doctor extends QpCommand {
  static override summary = 'find out what is wrong between here and the controller'
  static override description =
    'look at name, certificate, API, clock, websocket (by typing into a shell), git, token and engine, and say what to ' +
    'do about each that is not as it should be. Exits 1 if one failed.'
  static override examples = ['$ qp doctor', '$ qp doctor -a blog', '$ qp doctor -c staging --json']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(Doctor)
    const results = await runDoctor(this.surroundings, flags, (result) =>
      this.log(renderResult(result, this.terminal.colour.stdout)),
    )
    if (results.some((it) => it.status === 'failed')) this.surroundings.setExitCode(exitCodes.failed)
    return results
  }
}
