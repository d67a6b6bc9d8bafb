import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, requiredArgument } from '../../lib/app-flag.ts'
import { renderAuthorization } from '../../lib/authorization-info.ts'
import { UsageError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class AuthorizationsUpdate extends QpCommand {
  static override description = 'say anew what a token is for, or give it to an OAuth client'
  static override examples = [
    '$ qp authorizations:update 105a7bfa-34c3-476e-873a-b1ac3fdc12fb -d "my laptop"',
  ]
  static override args = { id: requiredArgument('its id, as `qp authorizations` lists it') }
  static override flags = {
    ...controllerFlag,
    description: Flags.string({ char: 'd', description: 'what it is for' }),
    'client-id': Flags.string({
      description: 'OAuth client that it is given to: it ends with it',
      dependsOn: ['client-secret'],
    }),
    'client-secret': Flags.string({ description: "the client's secret", dependsOn: ['client-id'] }),
  }

  async run() {
    const { args, flags } = await this.parse(AuthorizationsUpdate)
    const { description, 'client-id': id, 'client-secret': secret } = flags
    if (description === undefined && id === undefined)
      throw new UsageError('There is nothing to change. Say what it is for by --description.')
    const api = await this.connect(flags)
    const updated = await action(this.surroundings, 'Updating OAuth Authorization', () =>
      api.authorizations.update(args.id, {
        ...(description === undefined ? {} : { description }),
        ...(id === undefined || secret === undefined ? {} : { client: { id, secret } }),
      }),
    )
    this.log(renderAuthorization(updated, this.terminal))
    return updated
  }
}
