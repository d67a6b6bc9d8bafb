import { parseIpNetwork } from './ip-network.ts'
import { problem } from './problem.ts'

/**
 * Whose word is taken for whom and how they were asked (`X-Forwarded-For`, `-Proto` …): this machine, and the networks that the
 * operator names. Each by its text, once. Throws `invalid_params`, also for a network that everybody is in.
 */
export function trustedFronts(named: readonly string[]): string[] {
  const networks = ['127.0.0.0/8', '::1', ...named].map(parseIpNetwork)
  const all = networks.find((it) => it.bits === 0)
  if (all)
    throw problem(
      'invalid_params',
      `With --trust-proxy ${all.text} anybody could say to be anybody. Name the addresses of your proxies alone.`,
    )
  return [...new Set(networks.map((it) => it.text))]
}
