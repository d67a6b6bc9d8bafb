import { Flags } from '@oclif/core'
import { UsageError } from './errors.ts'

/** What Deis's commands for accounts take. Its users have names; qp knows people by their email address. */
export const passwordFlags = {
  password: Flags.string({ description: 'the password, where others may see it', hidden: true }),
  'password-file': Flags.string({
    description: 'file with the password, or - for stdin; otherwise it is asked for',
    exclusive: ['password'],
  }),
}

export const sslVerifyFlag = {
  'ssl-verify': Flags.string({
    description: 'taken for scripts that say true',
    options: ['true', 'false'],
    hidden: true,
  }),
}

/** A certificate that nobody vouches for is made known, not left unchecked. */
export function checkSslVerify(value: string | undefined): void {
  if (value === 'false')
    throw new UsageError(
      'certificates are always checked. --ca-file FILE says whom to trust in place of the usual.',
    )
}
