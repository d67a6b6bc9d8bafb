import { checkRoom } from './capacity.ts'
import { parseIpNetwork } from './ip-network.ts'
import { problem } from './problem.ts'

/** What an app's people have set for its requests. It holds whatever release and dynos there are. */
export interface Routing {
  /** Whether the app is reachable at all. */
  isEnabled: boolean
  isInMaintenance: boolean
  /** Whether plain http is sent to https; null where nobody has said. */
  httpsEnforced: boolean | null
  /** IP networks by their text; where there are any, others are refused. */
  whitelist: readonly string[]
  /** A visitor stays with a dyno. */
  hasSessionAffinity: boolean
  /** Of the last change; null where there was none. */
  updatedAt: Date | null
}

export const plainRouting: Routing = {
  isEnabled: true,
  isInMaintenance: false,
  httpsEnforced: null,
  whitelist: [],
  hasSessionAffinity: false,
  updatedAt: null,
}

/** Adding what is there already changes nothing. Throws `invalid_params` where one is no address. */
export function addToWhitelist(whitelist: readonly string[], addresses: readonly string[]): string[] {
  const all = [...new Set([...whitelist, ...addresses.map((it) => parseIpNetwork(it).text)])]
  checkRoom('whitelisted', 'The app', whitelist.length, all.length - whitelist.length)
  return all
}

/** Removing what is not there changes nothing (docs/decisions, 0022). Throws `invalid_params` where one is no address. */
export function removeFromWhitelist(whitelist: readonly string[], addresses: readonly string[]): string[] {
  const gone = addresses.map((it) => parseIpNetwork(it).text)
  return whitelist.filter((it) => !gone.includes(it))
}

/** Throws `not_found` where one is not there, as Deis's API has it, and `invalid_params` where it is no address. */
export function checkWhitelisted(whitelist: readonly string[], addresses: readonly string[]): void {
  const missing = addresses.map((it) => parseIpNetwork(it).text).filter((it) => !whitelist.includes(it))
  if (missing.length > 0)
    throw problem(
      'not_found',
      `Not in the whitelist: ${missing.join(', ')}. \`qp whitelist\` lists what is.`,
      { reason: 'not_in_whitelist', subject: missing.join("', '") },
    )
}
