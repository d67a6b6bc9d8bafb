import { Flags } from '@oclif/core'
import { appAction } from '../../lib/app-action.ts'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { healthTypes, parseHealthTypes } from '../../lib/health-check-arguments.ts'
import { typesWithOwn } from '../../lib/own-settings.ts'
import { presentAmong } from '../../lib/present-among.ts'
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
    const asked = parseHealthTypes(args.checks)
    const { api, app } = await this.appContext(flags)
    const before = await api.processSettings.list(app)
    const present = healthTypes.filter((check) =>
      typesWithOwn(before, (it) => it.health_checks[check] !== null).includes(flags.type),
    )
    const checks = presentAmong(asked, present, (check) =>
      this.say(`Warning: ${flags.type} has no ${check} check on ${app}.`),
    )
    if (checks.length === 0) return before
    const none = Object.fromEntries(checks.map((it) => [it, null]))
    const title = `Removing the ${checks.join(' and ')} check of ${flags.type} on ${app}`
    return appAction(this.surroundings, { title, app }, (onProgress) =>
      api.processSettings.update(app, [{ type: flags.type, ...none }], { onProgress }),
    )
  }
}
