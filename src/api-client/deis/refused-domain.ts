import { domainToASCII } from 'node:url'
import type { DeisDomain } from '../../api-types/deis/domain.ts'
import { ApiError } from '../../lib/errors.ts'

/**
 * The error for a domain that could not be added, in the words of the Platform API. Deis's own name neither the domain nor whose it is: an
 * app that has it itself reads that another has. `list`: the domains of the app.
 */
export async function refusedDomain(
  error: unknown,
  { app, hostname }: { app: string; hostname: string },
  list: () => Promise<readonly DeisDomain[]>,
): Promise<unknown> {
  if (!(error instanceof ApiError) || error.code !== 'invalid_params') return error
  if (error.message.startsWith('Hostname does not look valid'))
    return new ApiError(`${JSON.stringify(hostname)} is not a hostname such as www.example.com.`, error)
  if (!error.message.startsWith('Domain is already in use')) return error
  const isOwn = (await list()).some((it) => it.domain === toAce(hostname))
  return new ApiError(`${hostname} belongs to ${isOwn ? app : 'another app'} already.`, error)
}

/** As the DNS has it (RFC 5891), and Deis keeps it: `xn--bcher-kva.example` of `bücher.example`. What can't be converted stays. */
export function toAce(hostname: string): string {
  return domainToASCII(hostname) || hostname.toLowerCase()
}
