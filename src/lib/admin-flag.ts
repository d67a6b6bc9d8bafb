import { Flags } from '@oclif/core'
import { appFlag } from './app-flag.ts'

/** Deis's `perms` are about an app, or about the whole controller. */
export const permsFlags = {
  ...appFlag,
  admin: Flags.boolean({
    description: 'about the admins of the controller, who may do everything',
    exclusive: ['app', 'remote'],
  }),
}
