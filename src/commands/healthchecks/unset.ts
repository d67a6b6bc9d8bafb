import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { parseHealthTypes } from '../../lib/health-check-arguments.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class HealthchecksUnset extends QpCommand {
  static override description = 'no longer make a health check'
  static override examples = ['$ qp healthchecks:unset liveness readiness -a blog']
  static override args = { checks: requiredRestArgument('liveness, readiness') }
  static override flags = {
    ...appFlag,
    type: Flags.string({ description: 'process type', default: 'web', aliases: ['ptype'] }),
  }

  async run() {
    const { args, flags } = await this.parse(HealthchecksUnset)
    const none = Object.fromEntries(parseHealthTypes(args.checks).map((it) => [it, null]))
    const { api, app } = await this.appContext(flags)
    const title = `Removing the ${Object.keys(none).join(' and ')} check of ${flags.type} on ${app}`
    return action(this.surroundings, title, (onProgress) =>
      api.processSettings.update(app, [{ type: flags.type, ...none }], { onProgress }),
    )
  }
}
